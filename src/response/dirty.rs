//! What is marked to be worked out again, and which of it comes next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::RowIx;
use crate::form::AggregateIx;

/// Nodes to work out again, each with its row, lowest rank first and each once.
///
/// Whatever reads a node ranks after it, so that no node is worked out twice in a pass.
#[derive(Debug, Clone, Default)]
pub(super) struct Dirty {
    /// Of the nodes outside rows a bit for each rank: marking a node many times costs no more than marking it once.
    nodes: Vec<u64>,
    /// A bit for each word of `nodes` that is not 0.
    words: Vec<u64>,
    in_rows: BinaryHeap<Reverse<(u32, RowIx)>>,
    /// Totals whose readers are all marked already, by number and as a list: they come after all members, so that once a pass is enough.
    told: Vec<bool>,
    told_now: Vec<AggregateIx>,
}

impl Dirty {
    /// Nothing marked yet, of so many nodes and totals.
    pub fn new(nodes: usize, totals: usize) -> Dirty {
        let words = nodes.div_ceil(64);
        Dirty {
            nodes: vec![0; words],
            words: vec![0; words.div_ceil(64)],
            in_rows: BinaryHeap::new(),
            told: vec![false; totals],
            told_now: Vec::new(),
        }
    }

    pub fn mark(&mut self, rank: u32) {
        let word = rank as usize / 64;
        self.nodes[word] |= 1 << (rank % 64);
        self.words[word / 64] |= 1 << (word % 64);
    }

    pub fn mark_in(&mut self, rank: u32, row: RowIx) {
        self.in_rows.push(Reverse((rank, row)));
    }

    /// Whether the readers of a total are still to be marked in this pass; from now on they are not.
    pub fn tell(&mut self, total: AggregateIx) -> bool {
        let told = &mut self.told[total as usize];
        if !*told {
            self.told_now.push(total);
        }
        !std::mem::replace(told, true)
    }

    /// The pass is over.
    pub fn begin_anew(&mut self) {
        for total in self.told_now.drain(..) {
            self.told[total as usize] = false;
        }
    }

    /// Takes the next node out.
    pub fn next(&mut self) -> Option<(u32, Option<RowIx>)> {
        let outside = self.lowest();
        match self.in_rows.peek() {
            Some(Reverse((rank, _))) if outside.is_none_or(|outside| *rank < outside) => {
                let Reverse((rank, row)) = self.in_rows.pop()?;
                while self.in_rows.peek() == Some(&Reverse((rank, row))) {
                    self.in_rows.pop();
                }
                Some((rank, Some(row)))
            }
            _ => {
                self.unmark(outside?);
                Some((outside?, None))
            }
        }
    }

    fn lowest(&self) -> Option<u32> {
        let at = self.words.iter().position(|words| *words != 0)?;
        let word = at * 64 + self.words[at].trailing_zeros() as usize;
        Some(word as u32 * 64 + self.nodes[word].trailing_zeros())
    }

    fn unmark(&mut self, rank: u32) {
        let word = rank as usize / 64;
        self.nodes[word] &= !(1 << (rank % 64));
        if self.nodes[word] == 0 {
            self.words[word / 64] &= !(1 << (word % 64));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_comes_once_and_lowest_first() {
        let mut dirty = Dirty::new(10_000, 0);
        for rank in [9_999, 64, 0, 63, 64, 5_000] {
            dirty.mark(rank);
        }
        for (rank, row) in [(70, 1), (5, 2), (5, 1), (70, 1)] {
            dirty.mark_in(rank, RowIx(row));
        }
        let row = |row| Some(RowIx(row));
        assert_eq!(dirty.next(), Some((0, None)));
        assert_eq!(dirty.next(), Some((5, row(1))));
        // What comes later may still be marked on the way.
        dirty.mark(60);
        let rest: Vec<_> = std::iter::from_fn(|| dirty.next()).collect();
        let expected = [
            (5, row(2)),
            (60, None),
            (63, None),
            (64, None),
            (70, row(1)),
            (5_000, None),
            (9_999, None),
        ];
        assert_eq!(rest, expected);
    }
}
