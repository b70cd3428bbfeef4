//! The parts of a meeting: the sections of the forms that are walked through, form after form.

use super::event::Status;
use super::filling::Filling;
use crate::form::SectionIx;

/// A section of one of the forms that are walked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Part {
    pub filling: usize,
    pub section: SectionIx,
}

impl Filling {
    /// Whether it was taken out of the meeting again.
    pub fn is_out(&self) -> bool {
        self.row.status == Status::EnteredInError
    }

    /// Whether it is filled in the meeting itself, not kept up beside it.
    pub fn is_held(&self) -> bool {
        !self.standing && !self.is_out()
    }
}

/// The numbers of the forms that are walked through. A standing form is shown inside others, unless it is filled by itself.
pub fn walked(fillings: &[Filling]) -> impl Iterator<Item = usize> + '_ {
    let alone = !fillings.iter().any(|filling| !filling.standing);
    let numbered = fillings.iter().enumerate();
    numbered
        .filter(move |(at, filling)| filling.is_held() || alone && *at == 0)
        .map(|(at, _)| at)
}

/// All parts that are shown now: form by form those up front, then what stands behind.
pub fn parts(fillings: &[Filling]) -> Vec<Part> {
    let sections = |filling: usize| {
        let response = &fillings[filling].response;
        let count = response.form().sections.len() as SectionIx;
        let shown = (0..count).filter(|section| response.is_section_shown(*section));
        shown.map(move |section| Part { filling, section })
    };
    let mut parts: Vec<Part> = walked(fillings).flat_map(sections).collect();
    parts.sort_by_key(|part| {
        let course = &fillings[part.filling].course;
        let behind = !course.is_front(part.section);
        (behind, part.filling, course.place(part.section))
    });
    parts
}
