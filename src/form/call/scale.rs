//! `scale(...)`: a sum or mean over groups of items that counts only with answers enough.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::diagnostic::{Message, Span};
use super::super::expr::{Expr, Group, Member, MinAnswered, Scale, Total};
use super::super::resolve::{Resolver, Typed, literal};
use super::super::scope::Type;
use super::super::syntax::{Argument, Part, Tree};
use super::super::{ItemIx, Kind};
use super::are_digits;
use super::members::Wanted;

/// What the options of `scale` ask for.
#[derive(Default)]
struct Asked {
    /// For all groups, or one by one, with the place.
    enough: Option<(Vec<MinAnswered>, Span)>,
    overall: Option<MinAnswered>,
    total: Option<Total>,
    prorate: bool,
    round: Option<u32>,
    reverse: Vec<(ItemIx, Span)>,
    faulty: bool,
}

const OPTIONS: [&str; 7] = [
    "min_answered",
    "most_missing",
    "overall",
    "prorate",
    "reverse",
    "round",
    "total",
];

impl Resolver<'_, '_> {
    pub(super) fn scale(&mut self, arguments: &[Argument<'_>], span: &Span) -> Typed {
        let mut items = None;
        let mut asked = Asked::default();
        for given in arguments {
            match &given.name {
                None if items.is_none() => items = Some(&given.value),
                None => self.fault(&given.value.span, Message::new("form-expr-unexpected")),
                Some((name, place)) => self.scale_option(&mut asked, name, place, &given.value),
            }
        }
        let Some(items) = items else {
            self.fault(span, Message::new("form-expr-no-items"));
            return Typed::new(Expr::Bool(false), Type::Number);
        };
        let groups = self.groups(items, &asked, span);
        let total = asked.total.unwrap_or(Total::Mean);
        if asked.prorate && total != Total::Sum && groups.len() < 2 {
            self.fault(span, Message::new("form-expr-prorate"));
        }
        let enough = self.enough(&asked, &groups, span);
        let groups = groups.into_iter().zip(enough);
        let groups = groups.map(|(members, enough)| Group {
            aggregate: self.aggregate(members),
            enough,
        });
        let scale = Scale {
            groups: groups.collect(),
            total,
            prorate: asked.prorate,
            overall: asked.overall,
            round: asked.round,
        };
        Typed::new(Expr::Scale(Box::new(scale)), Type::Number)
    }

    /// The members, group by group; a plain list is one group.
    fn groups(&mut self, tree: &Tree<'_>, asked: &Asked, span: &Span) -> Vec<Vec<Member>> {
        let is_list = |tree: &Tree<'_>| matches!(tree.part, Part::List(_));
        let parts = match &tree.part {
            Part::List(parts) if parts.iter().any(is_list) => parts.as_slice(),
            _ => std::slice::from_ref(tree),
        };
        let mut reversed = vec![false; asked.reverse.len()];
        let mut groups = Vec::with_capacity(parts.len());
        for part in parts {
            groups.push(self.group(part, &asked.reverse, &mut reversed));
        }
        self.each_once(&groups.concat(), span);
        for ((_, place), found) in asked.reverse.iter().zip(reversed) {
            if !found {
                self.fault(place, Message::new("form-expr-reverse-other"));
            }
        }
        groups
    }

    fn group(
        &mut self,
        tree: &Tree<'_>,
        reverse: &[(ItemIx, Span)],
        reversed: &mut [bool],
    ) -> Vec<Member> {
        let parts = match &tree.part {
            Part::List(parts) if !parts.is_empty() => parts.as_slice(),
            Part::List(_) => {
                self.fault(&tree.span, Message::new("form-expr-empty-list"));
                return Vec::new();
            }
            _ => std::slice::from_ref(tree),
        };
        let mut members = Vec::with_capacity(parts.len());
        for part in parts {
            let named = match part.part {
                Part::Name(name) => self.scope.by_id.get(name).copied(),
                _ => None,
            };
            let turn = reverse.iter().position(|(item, _)| Some(*item) == named);
            let Some(nth) = turn else {
                members.extend(self.member(part, Wanted::Items));
                continue;
            };
            reversed[nth] = true;
            if let Some(mut turned) = self.turned(part) {
                self.as_figure(&mut turned, &part.span);
                self.turn_round(&mut turned, &reverse[nth].1);
                members.push(self.member_of(turned));
            }
        }
        // Of a group with a faulty member nothing more can be said.
        if members.len() < parts.len() {
            members.clear();
        }
        members
    }

    /// What each group asks for.
    fn enough(&mut self, asked: &Asked, groups: &[Vec<Member>], span: &Span) -> Vec<MinAnswered> {
        let Some((wanted, place)) = &asked.enough else {
            if !asked.faulty {
                self.fault(span, Message::new("form-expr-no-minimum"));
            }
            return vec![MinAnswered::Count(1); groups.len()];
        };
        let wanted = match wanted.as_slice() {
            [one] => vec![*one; groups.len()],
            many => many.to_vec(),
        };
        if wanted.len() != groups.len() {
            let message = Message::new("form-expr-minimum-groups")
                .count("wanted", groups.len())
                .count("found", wanted.len());
            self.fault(place, message);
            return vec![MinAnswered::Count(1); groups.len()];
        }
        for (enough, members) in wanted.iter().zip(groups) {
            self.can_be_met(*enough, members, span);
        }
        let whole = groups.iter().all(|members| !members.is_empty());
        if let Some(overall) = asked.overall.filter(|_| whole) {
            self.can_be_met(overall, &groups.concat(), span);
        }
        wanted
    }

    /// A count that is more than there are items is never met.
    fn can_be_met(&mut self, wanted: MinAnswered, members: &[Member], span: &Span) {
        let MinAnswered::Count(count) = wanted else {
            return;
        };
        let have = members.iter().map(|member| self.rows_of(member.item));
        let Some(have) = have.sum::<Option<usize>>() else {
            return;
        };
        if have > 0 && count as usize > have {
            let message = Message::new("form-expr-minimum-too-high")
                .count("wanted", count as usize)
                .count("have", have);
            self.fault(span, message);
        }
    }

    /// How often an item is asked, where the file says so.
    fn rows_of(&self, item: ItemIx) -> Option<usize> {
        let Some(rows) = self.scope.row_of(item) else {
            return Some(1);
        };
        match self.scope.item(rows).kind {
            Kind::Table { rows } => Some(self.scope.choices[usize::from(rows)].options.len()),
            _ => None,
        }
    }

    fn scale_option(&mut self, asked: &mut Asked, name: &str, place: &Span, value: &Tree<'_>) {
        match name {
            "min_answered" | "most_missing" => self.enough_option(asked, name, place, value),
            "overall" => {
                asked.overall = min_answered(value);
                if asked.overall.is_none() {
                    self.fault(&value.span, Message::new("form-expr-minimum"));
                }
            }
            "total" => match &value.part {
                Part::Quoted(word) if word == "sum" => asked.total = Some(Total::Sum),
                Part::Quoted(word) if word == "mean" => asked.total = Some(Total::Mean),
                _ => self.fault(&value.span, Message::new("form-expr-total")),
            },
            "prorate" => match value.part {
                Part::Bool(prorate) => asked.prorate = prorate,
                _ => self.mismatch(&value.span, "form-type-condition", Type::Text),
            },
            "round" => match literal(value).filter(|digits| are_digits(*digits)) {
                Some(digits) => asked.round = digits.to_u32(),
                None => self.fault(&value.span, Message::new("form-expr-digits")),
            },
            "reverse" => self.reverse_option(asked, value),
            wrong => {
                asked.faulty = true;
                let message = Message::new("form-expr-no-option").with("name", wrong);
                let span = self.place(place);
                self.reader.faults.unknown(span, message, wrong, OPTIONS);
            }
        }
    }

    /// `min_answered` or `most_missing`: one for all groups, or one for each.
    fn enough_option(&mut self, asked: &mut Asked, name: &str, place: &Span, value: &Tree<'_>) {
        let (read, fault): (fn(&Tree<'_>) -> Option<MinAnswered>, _) = match name {
            "min_answered" => (min_answered, "form-expr-minimum"),
            _ => (most_missing, "form-expr-most-missing"),
        };
        if asked.enough.is_some() {
            self.fault(place, Message::new("form-expr-minimum-twice"));
        }
        let parts = match &value.part {
            Part::List(parts) => parts.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let mut wanted = Vec::with_capacity(parts.len());
        for part in parts {
            match read(part) {
                Some(enough) => wanted.push(enough),
                None => {
                    asked.faulty = true;
                    self.fault(&part.span, Message::new(fault));
                }
            }
        }
        if wanted.len() == parts.len() {
            asked.enough = Some((wanted, value.span.clone()));
        }
    }

    fn reverse_option(&mut self, asked: &mut Asked, value: &Tree<'_>) {
        let parts = match &value.part {
            Part::List(parts) => parts.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for part in parts {
            let Some(name) = self.name_of(part) else {
                continue;
            };
            if let Some(item) = self.item(name, &part.span) {
                asked.reverse.push((item, part.span.clone()));
            }
        }
    }
}

fn min_answered(tree: &Tree<'_>) -> Option<MinAnswered> {
    match tree.part {
        Part::Percent(share) if share > Decimal::ZERO && share <= Decimal::ONE => {
            Some(MinAnswered::Share(share))
        }
        Part::Number(count) if count.is_integer() && count > Decimal::ZERO => {
            count.to_u32().map(MinAnswered::Count)
        }
        _ => None,
    }
}

fn most_missing(tree: &Tree<'_>) -> Option<MinAnswered> {
    let count = literal(tree).filter(|count| count.is_integer())?;
    count.to_u32().map(MinAnswered::MostMissing)
}
