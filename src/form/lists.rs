//! Many short lists in one piece of memory: what most of a form's items have none or one of takes next to no room.

use std::ops::Index;

/// Lists by number. One that was given nothing is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists<T> {
    /// Where each list begins, and at the end where the last one ends.
    starts: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Lists {
            starts: Vec::new(),
            all: Vec::new(),
        }
    }
}

impl<T> Lists<T> {
    /// Puts each value into the list whose number stands before it, in the order given.
    pub fn group(pairs: impl IntoIterator<Item = (u32, T)>) -> Self {
        let mut pairs: Vec<(u32, T)> = pairs.into_iter().collect();
        pairs.sort_by_key(|(list, _)| *list);
        let lists = pairs.last().map_or(0, |(list, _)| *list as usize + 1);
        let mut starts = Vec::with_capacity(lists + 1);
        for (at, (list, _)) in (0..).zip(&pairs) {
            starts.resize((*list as usize + 1).max(starts.len()), at);
        }
        starts.push(pairs.len() as u32);
        Lists {
            starts,
            all: pairs.into_iter().map(|(_, value)| value).collect(),
        }
    }
}

impl<T> Index<usize> for Lists<T> {
    type Output = [T];

    fn index(&self, list: usize) -> &[T] {
        match self.starts.get(list..list.saturating_add(2)) {
            Some([start, end]) => &self.all[*start as usize..*end as usize],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_list_in_the_order_given() {
        let lists = Lists::group([(3, 'a'), (1, 'b'), (3, 'c'), (1, 'd')]);
        let found: Vec<String> = (0..6).map(|list| lists[list].iter().collect()).collect();
        assert_eq!(found, ["", "bd", "", "ac", "", ""]);
        assert!(Lists::<u8>::group([])[0].is_empty());
        assert!(lists[usize::MAX].is_empty());
    }
}
