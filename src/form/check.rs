//! What a form that can be read may still have wrong.
