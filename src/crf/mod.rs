//! Linear-chain conditional random fields over hashed features.
//!
//! **Comes in:** rows of a weight table a token, the token's transition class, gold labels to learn from.
//! **Goes out:** the best labels, the marginal probabilities, a trained [`Table`], [`Logistic`] or [`Trees`]
//! and its bytes.
//! **Never:** knows what a token or a label stands for; reads text or files.
//! **Read first:** [`Table`], then [`chain`].
//!
//! Source: Lafferty, McCallum, Pereira, "Conditional random fields" (2001), for the model;
//! Duchi, Hazan, Singer, "Adaptive subgradient methods" (2011), for the training;
//! Weinberger and others, "Feature hashing for large scale multitask learning" (2009), for the table.

pub mod chain;
mod exp;
mod gradient;
mod hash;
mod lanes;
mod layout;
mod logistic;
mod sample;
mod store;
mod table;
mod train;
mod trees;

pub use exp::{exp, ln, sigmoid};
pub use hash::{mix, row};
pub use layout::{Layout, WIDTH};
pub use logistic::Logistic;
pub use sample::{Sample, Settings, Shuffle};
pub use store::{Reader, StoreError, Writer};
pub use table::{Steps, Sum, Table};
pub use train::Trainer;
pub use trees::{Growth, Trees};

/// One number a label; labels beyond the layout's own are padding.
pub type Row = [f32; WIDTH];
