//! Which of several things have changed their places, as few as explain it.

/// Of places in an older order, listed in the newer order, those that have to be moved: all but a longest rising row.
pub(super) fn out_of_order(places: &[usize]) -> Vec<bool> {
    // For each length the row that ends lowest, by its last element's number; and for each element the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut moved = vec![true; places.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        moved[at] = false;
        next = before[at];
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_to_move_has_moved() {
        assert_eq!(out_of_order(&[]), Vec::<bool>::new());
        assert_eq!(out_of_order(&[0, 1, 2]), [false, false, false]);
        assert_eq!(out_of_order(&[3, 0, 1, 2]), [true, false, false, false]);
        assert_eq!(
            out_of_order(&[0, 2, 3, 1, 4])
                .iter()
                .filter(|it| **it)
                .count(),
            1
        );
    }
}
