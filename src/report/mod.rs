//! From findings and facts to what is written: text, JSON, JSON lines, CSV, graphs.
//!
//! **Comes in:** an [`Outcome`](crate::pipeline::Outcome)'s parts and `&mut dyn Write`.
//! **Goes out:** bytes.
//! **Never:** decides: what is shown was decided in `check` and `gate`.

pub mod graph;
