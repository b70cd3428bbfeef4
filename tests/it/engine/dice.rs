//! Chance that can be played again: from a seed, or from the bytes that a fuzzer gives.

pub enum Dice<'a> {
    Seed(u64),
    /// When they are used up, everything is the first choice.
    Bytes(std::slice::Iter<'a, u8>),
}

impl<'a> Dice<'a> {
    /// The dice of one of several games under a seed.
    pub fn of(seed: u64, game: u64) -> Dice<'static> {
        Dice::Seed(
            seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ game.wrapping_mul(0xd1b5_4a32_d192_ed03),
        )
    }

    pub fn of_bytes(bytes: &'a [u8]) -> Dice<'a> {
        Dice::Bytes(bytes.iter())
    }

    /// Nothing more is decided by chance.
    pub fn is_spent(&self) -> bool {
        match self {
            Dice::Seed(_) => false,
            Dice::Bytes(bytes) => bytes.as_slice().is_empty(),
        }
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        let thrown = match self {
            Dice::Seed(state) => {
                // SplitMix64.
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut mixed = *state;
                mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                (mixed ^ (mixed >> 31)) as usize
            }
            Dice::Bytes(bytes) => usize::from(bytes.next().copied().unwrap_or(0)),
        };
        thrown % sides.max(1)
    }

    /// True once in `of` times, and never when all is used up.
    pub fn chance(&mut self, of: usize) -> bool {
        self.roll(of) == of - 1
    }

    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        (!all.is_empty()).then(|| &all[self.roll(all.len())])
    }

    /// One of some words.
    pub fn word(&mut self, all: &[&'static str]) -> &'static str {
        all[self.roll(all.len())]
    }
}
