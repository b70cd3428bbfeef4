//! Texts with holes in braces, and the alternatives of a wording.

use std::iter::Peekable;
use std::vec::IntoIter;

use toml::de::DeValue;

use super::diagnostic::{Message, Span};
use super::expr::Expr;
use super::keys::{ALTERNATIVE, TEXT};
use super::load::Loader;
use super::reader::{Node, Quoted, nfc};
use super::resolve::{Resolver, Typed};
use super::syntax::parse;
use super::{EmbeddedPiece, Id, ItemIx, Kind, Piece, Template, Variant, Wording};
use super::{cost, names};
use crate::lang::{Lang, Localised};

/// How deep conditions and repetitions may stand within one another.
const DEEPEST: usize = 16;

/// Names of another form that a text uses; whether they exist is known where that form is.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// The standing form, and where it is named.
    pub form: Id,
    pub at: Span,
    /// The list of it that is gone through, and the items named inside.
    pub list: Option<(Id, Vec<(Id, Span)>)>,
}

/// A stretch of a template: words, or what stands between braces, with its place in the string.
enum Cut<'t> {
    Words(String),
    Hole(&'t str, usize),
}

type Cuts<'t> = Peekable<IntoIter<Cut<'t>>>;

impl<'a> Loader<'a> {
    /// A wording: one text, or alternatives with conditions.
    pub fn wording(&mut self, value: &'a Node<'a>, row: Option<ItemIx>) -> Wording {
        let DeValue::Array(alternatives) = value.get_ref() else {
            return Wording {
                variants: self.variant(value, row, false).into_iter().collect(),
            };
        };
        if alternatives.is_empty() {
            let message = Message::new("form-empty-text");
            self.reader.faults.error(value.span(), message);
        }
        let variants = alternatives.iter();
        let variants = variants.filter_map(|alternative| self.variant(alternative, row, true));
        Wording {
            variants: variants.collect(),
        }
    }

    fn variant(
        &mut self,
        value: &'a Node<'a>,
        row: Option<ItemIx>,
        conditional: bool,
    ) -> Option<Variant> {
        let place = if conditional { &ALTERNATIVE } else { &TEXT };
        let when = match value.get_ref() {
            DeValue::Table(table) if conditional => table.get("when"),
            _ => None,
        };
        let when = when.and_then(|when| self.condition(when, row));
        let texts = self.reader.texts(value, place)?;
        let mut templates: Vec<(Lang, Template)> = Vec::with_capacity(texts.len());
        for (at, (lang, quoted)) in texts.iter().enumerate() {
            let template = match templates.last() {
                // The same string for every language.
                Some((_, same)) if texts[at - 1].1.span == quoted.span => same.clone(),
                _ => self.template(quoted, row),
            };
            templates.push((*lang, template));
        }
        Some(Variant {
            when,
            text: Localised::new(templates),
        })
    }

    fn template(&mut self, quoted: &Quoted<'a>, row: Option<ItemIx>) -> Template {
        if !quoted.text.contains(['{', '}']) {
            let text = Piece::Text(nfc(quoted.text).into());
            return Template {
                pieces: Box::new([text]),
            };
        }
        let mut filling = Filling {
            references: &mut self.references,
            resolver: Resolver {
                scope: &self.scope,
                pool: &mut self.pool,
                reader: &mut self.reader,
                quoted,
                offset: 0,
                row,
                option: None,
            },
        };
        let mut cuts = filling.cut(quoted.text).into_iter().peekable();
        let pieces = filling.pieces(&mut cuts, 0, 0);
        let rows = |list| match self.scope.item(list).kind {
            Kind::List { max, .. } => usize::from(max),
            _ => 1,
        };
        if !cost::is_bearable(&pieces, &rows) {
            let message = Message::new("form-too-costly");
            self.reader.faults.error(quoted.span.clone(), message);
        }
        Template {
            pieces: pieces.into(),
        }
    }
}

/// The work of reading one template.
struct Filling<'r, 'a> {
    references: &'r mut Vec<Reference>,
    resolver: Resolver<'r, 'a>,
}

impl<'t> Filling<'_, '_> {
    fn fault(&mut self, span: Span, code: &'static str) {
        self.resolver.offset = 0;
        self.resolver.fault(&span, Message::new(code));
    }

    /// Parts the text at its braces.
    fn cut(&mut self, text: &'t str) -> Vec<Cut<'t>> {
        let mut cuts = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        while let Some(found) = text[at..].find(['{', '}']) {
            words.push_str(&text[at..at + found]);
            at += found;
            let rest = &text[at..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                words.push_str(&rest[..1]);
                at += 2;
                continue;
            }
            let end = hole_end(rest).filter(|_| rest.starts_with('{'));
            let Some(end) = end else {
                self.fault(at..at + 1, "form-template-brace");
                at += 1;
                continue;
            };
            if !words.is_empty() {
                cuts.push(Cut::Words(std::mem::take(&mut words)));
            }
            cuts.push(Cut::Hole(&rest[1..end], at + 1));
            at += end + 1;
        }
        words.push_str(&text[at..]);
        if !words.is_empty() {
            cuts.push(Cut::Words(words));
        }
        cuts
    }

    /// The pieces up to the end of the text or of what was opened at `opened`.
    fn pieces(&mut self, cuts: &mut Cuts<'t>, depth: usize, opened: usize) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some(cut) = cuts.next() {
            let (hole, at) = match cut {
                Cut::Words(words) => {
                    pieces.push(Piece::Text(nfc(&words).into()));
                    continue;
                }
                Cut::Hole(hole, at) => (hole, at),
            };
            if hole.trim() == "end" {
                if depth > 0 {
                    return pieces;
                }
                self.fault(at - 1..at + hole.len() + 1, "form-template-end");
            } else if depth >= DEEPEST && opens(hole) {
                self.fault(at..at + hole.len(), "form-template-too-deep");
                return pieces;
            } else {
                pieces.extend(self.piece(hole, at, cuts, depth));
            }
        }
        if depth > 0 {
            self.fault(opened - 1..opened, "form-template-open");
        }
        pieces
    }

    fn piece(
        &mut self,
        hole: &'t str,
        at: usize,
        cuts: &mut Cuts<'t>,
        depth: usize,
    ) -> Option<Piece> {
        if let Some(rest) = keyword(hole, "if") {
            let when = self.condition(rest, at + hole.len() - rest.len());
            let body = self.pieces(cuts, depth + 1, at).into();
            return when.map(|when| Piece::If { when, body });
        }
        if let Some(rest) = keyword(hole, "each") {
            return self.each(rest, at + hole.len() - rest.len(), cuts, depth);
        }
        self.typed(hole, at).map(|typed| Piece::Value(typed.expr))
    }

    fn typed(&mut self, text: &'t str, at: usize) -> Option<Typed> {
        self.resolver.offset = at;
        match parse(text, &mut self.resolver.pool.budget) {
            Ok(tree) => Some(self.resolver.value(&tree)),
            Err(fault) => {
                self.resolver.unreadable(fault);
                None
            }
        }
    }

    fn condition(&mut self, text: &'t str, at: usize) -> Option<Expr> {
        self.resolver.offset = at;
        match parse(text, &mut self.resolver.pool.budget) {
            Ok(tree) => Some(self.resolver.condition(&tree)),
            Err(fault) => {
                self.resolver.unreadable(fault);
                None
            }
        }
    }

    /// `{each LIST}`, `{each LIST if EXPR}` or `{each EMBED.LIST}`.
    fn each(
        &mut self,
        text: &'t str,
        at: usize,
        cuts: &mut Cuts<'t>,
        depth: usize,
    ) -> Option<Piece> {
        let name = text.split_whitespace().next().unwrap_or_default();
        let start = at + text.find(name).unwrap_or(0);
        let rest = &text[start - at + name.len()..];
        let when = keyword(rest, "if");
        if when.is_none() && !rest.trim().is_empty() {
            self.fault(start..at + text.len(), "form-template-each");
        }
        if let Some((embed, list)) = name.split_once('.') {
            if when.is_some() {
                self.fault(start..at + text.len(), "form-template-each");
            }
            return self.each_embedded(embed, list, start, cuts, depth);
        }
        let list = self.list(name, start);
        let outer = std::mem::replace(&mut self.resolver.row, list);
        let when = when.and_then(|when| self.condition(when, at + text.len() - when.len()));
        let body = self.pieces(cuts, depth + 1, at).into();
        self.resolver.row = outer;
        list.map(|list| Piece::Each { list, when, body })
    }

    fn list(&mut self, name: &str, at: usize) -> Option<ItemIx> {
        self.resolver.offset = at;
        let span = 0..name.len();
        let ix = self.resolver.item(name, &span)?;
        if matches!(self.resolver.scope.item(ix).kind, Kind::List { .. }) {
            return Some(ix);
        }
        let message = Message::new("form-template-no-list").with("name", name);
        self.resolver.fault(&span, message);
        None
    }

    fn each_embedded(
        &mut self,
        embed: &str,
        list: &str,
        at: usize,
        cuts: &mut Cuts<'t>,
        depth: usize,
    ) -> Option<Piece> {
        let mut named = Vec::new();
        let body = self.embedded_pieces(cuts, &mut named, depth + 1, at);
        self.resolver.offset = at;
        let span = 0..embed.len() + 1 + list.len();
        let ix = self.resolver.item(embed, &(0..embed.len()))?;
        let Kind::Embed { form } = &self.resolver.scope.item(ix).kind else {
            let message = Message::new("form-template-no-embed").with("name", embed);
            self.resolver.fault(&span, message);
            return None;
        };
        let list = Id::new(list);
        self.references.push(Reference {
            form: form.clone(),
            at: self.resolver.place(&span),
            list: Some((list.clone(), named)),
        });
        Some(Piece::EachEmbedded {
            embed: ix,
            list,
            body: body.into(),
        })
    }

    fn embedded_pieces(
        &mut self,
        cuts: &mut Cuts<'t>,
        named: &mut Vec<(Id, Span)>,
        depth: usize,
        opened: usize,
    ) -> Vec<EmbeddedPiece> {
        let mut pieces = Vec::new();
        while let Some(cut) = cuts.next() {
            let (hole, at) = match cut {
                Cut::Words(words) => {
                    pieces.push(EmbeddedPiece::Text(nfc(&words).into()));
                    continue;
                }
                Cut::Hole(hole, at) => (hole, at),
            };
            if hole.trim() == "end" {
                return pieces;
            }
            if depth >= DEEPEST && opens(hole) {
                self.fault(at..at + hole.len(), "form-template-too-deep");
                return pieces;
            }
            let item = self.embedded_item(hole, at);
            named.extend(item.clone());
            let body = match opens(hole) {
                true => Some(self.embedded_pieces(cuts, named, depth + 1, at).into()),
                false => None,
            };
            pieces.extend(item.map(|(item, _)| match body {
                Some(body) => EmbeddedPiece::IfAnswered { item, body },
                None => EmbeddedPiece::Answer(item),
            }));
        }
        self.fault(opened - 1..opened, "form-template-open");
        pieces
    }

    /// The item of the other form that is shown or asked after.
    fn embedded_item(&mut self, hole: &str, at: usize) -> Option<(Id, Span)> {
        let place = at..at + hole.len();
        let name = match keyword(hole, "if") {
            Some(rest) => answered_name(rest),
            None => Some(hole.trim()),
        };
        let Some(name) = name.filter(|name| names::is_id(name)) else {
            self.fault(place, "form-template-embedded");
            return None;
        };
        self.resolver.offset = 0;
        Some((Id::new(name), self.resolver.place(&place)))
    }
}

/// Where the brace is that closes the one `rest` begins with; braces in quotes close nothing.
fn hole_end(rest: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\'' => quoted = !quoted,
            '}' if !quoted => return Some(at),
            '{' if !quoted => return None,
            _ => {}
        }
    }
    None
}

/// What follows a word that is not the name of a function.
fn keyword<'t>(hole: &'t str, word: &str) -> Option<&'t str> {
    let rest = hole.trim_start().strip_prefix(word)?;
    rest.starts_with(char::is_whitespace)
        .then(|| rest.trim_start())
}

fn opens(hole: &str) -> bool {
    keyword(hole, "if").is_some() || keyword(hole, "each").is_some()
}

fn answered_name(condition: &str) -> Option<&str> {
    let inner = condition.trim().strip_prefix("answered")?.trim_start();
    Some(inner.strip_prefix('(')?.strip_suffix(')')?.trim())
}

impl<'a> Loader<'a> {
    /// An expression that must be true or false.
    pub fn condition(&mut self, value: &'a Node<'a>, row: Option<ItemIx>) -> Option<Expr> {
        let quoted = self.reader.expression(value)?;
        let tree = self.parsed(&quoted)?;
        let expr = self.resolver(&quoted, row).condition(&tree);
        Some(expr)
    }

    pub fn parsed(&mut self, quoted: &Quoted<'a>) -> Option<super::syntax::Tree<'a>> {
        match parse(quoted.text, &mut self.pool.budget) {
            Ok(tree) => Some(tree),
            Err(fault) => {
                self.resolver(quoted, None).unreadable(fault);
                None
            }
        }
    }

    pub fn resolver<'r>(
        &'r mut self,
        quoted: &'r Quoted<'a>,
        row: Option<ItemIx>,
    ) -> Resolver<'r, 'a> {
        Resolver {
            scope: &self.scope,
            pool: &mut self.pool,
            reader: &mut self.reader,
            quoted,
            offset: 0,
            row,
            option: None,
        }
    }
}
