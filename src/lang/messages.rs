//! The program's own messages, from Fluent files that are whole in Finnish, Swedish and English.
