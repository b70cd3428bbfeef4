//! On which ground something is given out, and what is therefore left out. The client's will decides where nothing else does.

use uuid::Uuid;

use crate::casework::{Ground, Guard, LeftOut, SubjectRow, Will, parties, will};
use crate::cli::args::{Beyond, Export};
use crate::cli::edge::Edge;
use crate::cli::fault::Fault;
use crate::cli::vault::log::ground_id;
use crate::form::Id;
use crate::lang::Arg;
use crate::plain::record;
use crate::vault::Vault;

/// The leave to give something out.
pub struct Permit {
    pub ground: Ground,
    /// A party of the sharing will.
    pub to: Option<Id>,
}

impl Permit {
    pub fn find(
        edge: &Edge,
        vault: &Vault,
        export: &Export,
        subject: Option<Uuid>,
    ) -> Result<Permit, Fault> {
        let Some(party) = &export.party else {
            let ground = match export.what.client {
                Some(_) => Ground::OwnCopy,
                None => Ground::Duty,
            };
            return Ok(Permit { ground, to: None });
        };
        // Of everybody at once nobody can have allowed it.
        let subject = subject.ok_or(Fault::said("export-for-one"))?;
        let page = vault.page(subject)?;
        let all = (Guard::default(), &mut LeftOut::default());
        let standing = record::standing(&edge.catalogue(), &page, &edge.stamp(), all.0, all.1);
        let known = parties(&standing);
        let party = Id::new(party);
        if !known.is_empty() && !known.contains(&party) {
            let known: Vec<&str> = known.iter().map(Id::as_str).collect();
            return Err(Fault::about(
                "export-for-unknown",
                "known",
                &known.join(", "),
            ));
        }
        let ground = match (will(&standing, &party, edge.stamp().today), export.ground) {
            (_, Some(Beyond::Law)) => Ground::Law,
            (Some(Will::Yes), _) => Ground::Will,
            (Some(Will::AskFirst), Some(Beyond::Asked)) => Ground::Asked,
            (Some(Will::AskFirst), None) => return Err(Fault::said("export-ask-first")),
            (Some(Will::No), _) => return Err(Fault::said("export-will-no")),
            (None, Some(Beyond::Asked)) => Ground::Asked,
            (None, None) => return Err(Fault::said("export-will-unknown")),
        };
        Ok(Permit {
            ground,
            to: Some(party),
        })
    }

    /// What of a client's data must not leave.
    pub fn guard(&self, subject: Option<&SubjectRow>) -> Guard {
        Guard {
            places: subject.is_some_and(|row| row.no_place),
            refusals: self.ground != Ground::OwnCopy,
        }
    }

    pub fn tell(&self, edge: &Edge, left_out: &LeftOut) {
        let ground = edge.say(ground_id(self.ground));
        edge.warn("export-ground", &[("ground", Arg::from(&ground))]);
        if !left_out.is_nothing() {
            let args = [
                ("places", Arg::from(left_out.places)),
                ("refusals", left_out.refusals.into()),
                ("meetings", left_out.meetings.into()),
            ];
            edge.warn("export-left-out", &args);
        }
    }
}
