//! What an author begins with: a small whole form that shows each common thing once.

use super::Style;

const CONVERSATION: &str = include_str!("../../forms/start/conversation.toml");
const QUESTIONNAIRE: &str = include_str!("../../forms/start/questionnaire.toml");

/// A commented form of the given id.
pub fn start(id: &str, style: Style) -> String {
    let text = match style {
        Style::Conversation => CONVERSATION,
        Style::Questionnaire => QUESTIONNAIRE,
    };
    text.replacen("id = \"new_form\"", &format!("id = \"{id}\""), 1)
}
