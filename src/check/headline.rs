//! A headline held against its story: figures and names.

mod figure;
mod name;

pub(super) use figure::figures;
pub(super) use name::names;
