//! Numbers that look random, told by their seed.

use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub struct Dice(u64);

impl Dice {
    /// Others each time; the seed is said, for when the test fails.
    #[allow(clippy::print_stdout, reason = "read where the test has failed")]
    pub fn new() -> Dice {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let dice = Dice(now.as_nanos() as u64 | 1);
        println!("the dice begin with {}", dice.0);
        dice
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    /// Shorter than so many milliseconds.
    pub fn pause(&mut self, most: u64) {
        sleep(Duration::from_millis(self.below(most)));
    }
}
