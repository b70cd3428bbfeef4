//! The second pass over a form: what its sections, items and scores say, now that every name is known.

use std::collections::HashMap;

use super::declare::Declared;
use super::diagnostic::Message;
use super::expr::Expr;
use super::keys;
use super::load::{AUDIENCES, CARRIES, Loader, ORDERS, RulePlaces, SENSITIVITIES};
use super::reader::{Fields, Node, Quoted};
use super::resolve::Typed;
use super::scope::{Scope, Type};
use super::syntax::{Part, Tree};
use super::{Audience, Carry, Id, Item, ItemIx, Kind, Role, Section, Wording};
use crate::lang::Text;

/// The order in which worked-out items can be resolved: what an item reads before it. Circles are cut anywhere; the plan reports them.
pub(super) fn order_of_worked_out(trees: &HashMap<usize, Tree<'_>>, scope: &Scope) -> Vec<usize> {
    let mut roots: Vec<usize> = trees.keys().copied().collect();
    roots.sort_unstable();
    let mut order = Vec::new();
    let mut seen = vec![false; scope.items.len()];
    let mut open: Vec<(usize, Vec<usize>)> = Vec::new();
    for root in roots {
        if !std::mem::replace(&mut seen[root], true) {
            open.push((root, read_by(root, trees, scope)));
        }
        while let Some((at, reads)) = open.last_mut() {
            match reads.pop() {
                None => {
                    order.push(*at);
                    open.pop();
                }
                Some(next) if !std::mem::replace(&mut seen[next], true) => {
                    open.push((next, read_by(next, trees, scope)));
                }
                Some(_) => {}
            }
        }
    }
    order
}

/// The worked-out items that an item's expression names.
fn read_by(at: usize, trees: &HashMap<usize, Tree<'_>>, scope: &Scope) -> Vec<usize> {
    let mut found = Vec::new();
    if let Some(tree) = trees.get(&at) {
        tree.walk(&mut |tree| {
            if let Part::Name(name) | Part::Cell(name, _) = tree.part
                && let Some(ix) = scope.by_id.get(name)
                && trees.contains_key(&(*ix as usize))
            {
                found.push(*ix as usize);
            }
        });
    }
    found
}

impl<'a> Loader<'a> {
    /// Resolves what works an item out, and remembers what it gives.
    pub fn rule(&mut self, at: usize, tree: &Tree<'a>, quoted: &Quoted<'a>) -> Expr {
        let ix = ItemIx::try_from(at).unwrap_or(ItemIx::MAX);
        let row = self.scope.row_of(ix);
        let score = self.scope.items[at].score;
        let mut resolver = self.resolver(quoted, row);
        if score {
            return resolver.number(tree);
        }
        let Typed { expr, gives } = resolver.value(tree);
        if matches!(gives, Type::Codes(_)) {
            resolver.mismatch(&tree.span, "form-type-text", gives);
        }
        self.scope.items[at].gives = match gives {
            Type::Quoted => Type::Text,
            other => other,
        };
        expr
    }

    pub fn sections(&mut self, fields: Vec<Fields<'a>>, places: &mut RulePlaces) -> Vec<Section> {
        let ids = std::mem::take(&mut self.section_ids);
        let sections = fields.into_iter().zip(ids);
        sections
            .map(|(fields, id)| self.section(fields, id, places))
            .collect()
    }

    fn section(&mut self, mut fields: Fields<'a>, id: Id, places: &mut RulePlaces) -> Section {
        let title = fields.need(&mut self.reader, "title");
        let title = self.maybe_wording(title, None);
        let intro = fields.take("intro");
        let intro = self.maybe_wording(intro, None);
        let order = fields.take("order");
        let free = order.and_then(|value| self.reader.one_of(value, &ORDERS));
        let relevant = fields.take("relevant");
        places
            .sections
            .push(relevant.map_or(fields.span.clone(), |value| value.span()));
        let relevant = relevant.and_then(|value| self.condition(value, None));
        self.section_constraints(fields.take("constraint"), places.sections.len() - 1);
        fields.finish(&mut self.reader);
        Section {
            id,
            title,
            intro,
            free: free.unwrap_or(false),
            relevant,
        }
    }

    pub fn maybe_wording(&mut self, value: Option<&'a Node<'a>>, row: Option<ItemIx>) -> Wording {
        value.map_or_else(Wording::default, |value| self.wording(value, row))
    }

    pub fn items(
        &mut self,
        items: Vec<Declared<'a>>,
        mut rules: HashMap<usize, Expr>,
        places: &mut RulePlaces,
    ) -> Vec<Item> {
        let mut columns = HashMap::new();
        let written = self.scope.items.iter().zip(&items);
        for (header, _) in written.filter(|(_, declared)| declared.other.is_none()) {
            if let Some(parent) = header.parent {
                *columns.entry(parent).or_insert(0) += 1;
            }
        }
        let mut made = Vec::with_capacity(items.len());
        for (at, declared) in items.into_iter().enumerate() {
            let ix = ItemIx::try_from(at).unwrap_or(ItemIx::MAX);
            let header = self.scope.item(ix);
            if let Some(other) = declared.other {
                places.items.push(header.at.clone());
                let item = other.item(blank(header), &made);
                made.push(item);
                continue;
            }
            let unnamed = header.kind == Kind::Group
                || header.parent.is_some_and(|parent| {
                    columns.get(&parent) == Some(&1)
                        && matches!(self.scope.item(parent).kind, Kind::Table { .. })
                });
            let calculation = rules.remove(&at);
            let label_needed = !unnamed && !header.score;
            made.push(self.item(ix, declared, calculation, label_needed, places));
        }
        made
    }

    fn item(
        &mut self,
        ix: ItemIx,
        declared: Declared<'a>,
        calculation: Option<Expr>,
        label_needed: bool,
        places: &mut RulePlaces,
    ) -> Item {
        let Declared {
            mut fields,
            rule,
            odd,
            ..
        } = declared;
        let header = self.scope.item(ix);
        let at = header.at.clone();
        let row = self.scope.row_of(ix);
        let mut item = blank(header);
        item.calculation = calculation;
        item.rule = rule.as_ref().map_or_else(Box::default, |rule| {
            rule.text.trim().replace(['\t', '\r'], " ").into()
        });
        self.words(&mut item, &mut fields, row, label_needed);
        let mut deciding = rule.map_or(at, |rule| rule.span);
        if !item.score {
            self.manners(&mut item, &mut fields, ix);
            if let Some(value) = fields.take("relevant") {
                deciding = value.span();
                item.relevant = self.condition(value, row);
            }
            item.constraints = self.constraints(fields.take("constraint"), row).into();
            item.filter = self.filter(fields.take("filter"), ix, odd).map(Box::new);
            item.limits = self.limits(&item, &mut fields);
            item.limit = self.limit(&item, &mut fields);
            self.row_constraints(fields.take("row_constraint"), &item, ix);
        }
        places.items.push(deciding);
        self.bands(&mut item, &mut fields, odd);
        item.visible_change = self.visible_change(&item, &mut fields);
        item.icf = self.icf(fields.take("icf")).into();
        item.codes = self.codes(fields.take("codes")).into();
        if odd {
            fields.forget_kinds();
        }
        fields.finish(&mut self.reader);
        item
    }

    /// All that an item says.
    fn words(
        &mut self,
        item: &mut Item,
        fields: &mut Fields<'a>,
        row: Option<ItemIx>,
        label_needed: bool,
    ) {
        if item.score {
            let label = fields.need(&mut self.reader, "label");
            item.label = self.maybe_wording(label, None);
            return;
        }
        let label = match label_needed {
            true => fields.need(&mut self.reader, "label"),
            false => fields.take("label"),
        };
        item.label = self.maybe_wording(label, row);
        let short = fields.take("short");
        item.short = short
            .and_then(|value| self.reader.text(value))
            .unwrap_or_default();
        let hint = fields.take("hint");
        item.hint = self.maybe_wording(hint, row);
        let why = fields.take("why");
        item.why = self.maybe_wording(why, row);
        let draft = fields.take("draft");
        item.draft = draft.map(|value| self.wording(value, row));
        if let Some(value) = fields.take("ends") {
            match item.kind {
                Kind::Scale { .. } | Kind::Ruler => item.ends = self.ends(value).map(Box::new),
                _ => self.not_for_kind(value, "ends"),
            }
        }
    }

    fn ends(&mut self, value: &'a Node<'a>) -> Option<(Text, Text)> {
        let mut fields = self.reader.fields(value, &keys::ENDS)?;
        let low = fields.need(&mut self.reader, "low");
        let low = low.and_then(|value| self.reader.text(value));
        let high = fields.need(&mut self.reader, "high");
        let high = high.and_then(|value| self.reader.text(value));
        fields.finish(&mut self.reader);
        Some((low?, high?))
    }

    /// How an item behaves.
    fn manners(&mut self, item: &mut Item, fields: &mut Fields<'a>, ix: ItemIx) {
        let reader = &mut self.reader;
        let more = fields.take("more");
        item.more = more
            .and_then(|value| reader.boolean(value))
            .unwrap_or(false);
        let audience = fields.take("audience");
        let audience = audience.and_then(|value| reader.one_of(value, &AUDIENCES));
        item.audience = audience.unwrap_or_default();
        let sensitivity = fields.take("sensitivity");
        let sensitivity = sensitivity.and_then(|value| reader.one_of(value, &SENSITIVITIES));
        item.sensitivity = sensitivity.unwrap_or_default();
        let retention = fields.take("retention");
        let retention = retention.and_then(|value| reader.id(value));
        item.retention = retention.map(|class| class.to_id());
        let carry = fields.take("carry");
        let carry = carry.and_then(|value| reader.one_of(value, &CARRIES));
        item.carry = carry.unwrap_or_default();
        let role = fields.take("role");
        item.role = role.and_then(|value| self.role(value, &item.kind));
        let about = fields.take("about");
        item.about = about.and_then(|value| self.about(value, ix));
        let was = fields.take("was");
        item.was = was.map_or_else(Box::default, |value| self.was(value, &item.id).into());
    }

    fn role(&mut self, value: &'a Node<'a>, kind: &Kind) -> Option<Role> {
        let role = self.reader.one_of(value, &Role::ALL)?;
        let fits = match role {
            Role::Marks | Role::Goals | Role::Steps => matches!(kind, Kind::List { .. }),
            Role::MarkKind => *kind == Kind::Single,
            _ => true,
        };
        if !fits {
            let message = Message::new("form-role-kind");
            self.reader.faults.error(value.span(), message);
        }
        Some(role)
    }

    fn about(&mut self, value: &'a Node<'a>, ix: ItemIx) -> Option<ItemIx> {
        let quoted = self.reader.id(value)?;
        let row = self.scope.row_of(ix);
        let span = 0..quoted.text.len();
        let mut resolver = self.resolver(&quoted, row);
        let about = resolver.seen_item(quoted.text, &span)?;
        let fault = if self.scope.type_of(about).is_none() {
            Message::new("form-expr-no-value").with("name", quoted.text)
        } else if about == ix {
            Message::new("form-about-itself")
        } else {
            return Some(about);
        };
        self.reader.faults.error(quoted.span, fault);
        None
    }

    fn was(&mut self, value: &'a Node<'a>, id: &Id) -> Vec<Id> {
        let mut kept = Vec::new();
        for quoted in self.reader.list(value, super::reader::Reader::id) {
            let live = self.scope.by_id.contains_key(quoted.text);
            let taken = self.earlier_ids.insert(quoted.text, id.clone());
            if live || taken.is_some() {
                let message = Message::new("form-duplicate").with("name", quoted.text);
                self.reader.faults.error(quoted.span, message);
            } else {
                kept.push(quoted.to_id());
            }
        }
        kept
    }

    fn icf(&mut self, value: Option<&'a Node<'a>>) -> Vec<String> {
        let Some(value) = value else {
            return Vec::new();
        };
        let codes = self.reader.list(value, super::reader::Reader::words);
        for code in codes.iter().filter(|code| !is_icf(code.text)) {
            let message = Message::new("form-bad-icf").with("code", code.text);
            self.reader.faults.error(code.span.clone(), message);
        }
        codes.iter().map(|code| code.text.to_owned()).collect()
    }
}

/// An item of which only the name and kind are known.
pub(super) fn blank(header: &super::scope::Header) -> Item {
    Item {
        id: header.id.clone(),
        was: Box::default(),
        section: header.section,
        parent: header.parent,
        kind: header.kind.clone(),
        label: Wording::default(),
        short: Text::default(),
        hint: Wording::default(),
        why: Wording::default(),
        draft: None,
        ends: None,
        choices: header.choices,
        filter: None,
        limits: None,
        limit: None,
        more: false,
        audience: Audience::default(),
        sensitivity: super::Sensitivity::default(),
        role: None,
        about: None,
        icf: Box::default(),
        codes: Box::default(),
        retention: None,
        relevant: None,
        calculation: None,
        constraints: Box::default(),
        bands: Box::default(),
        bands_source: Box::default(),
        visible_change: None,
        rule: Box::default(),
        score: header.score,
        hidden: false,
        carry: Carry::default(),
    }
}

/// A code of the International Classification of Functioning, Disability and Health.
fn is_icf(code: &str) -> bool {
    code.strip_prefix(['b', 'd', 'e', 's']).is_some_and(|rest| {
        (1..=5).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit())
    })
}
