//! How long answers may be kept: classes as data, the organisation's own in front of the shipped ones.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::Id;
use crate::lang::Lang;

const SHIPPED: &str = include_str!("../../forms/lists/retention.toml");

/// A class that forms and items name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionClass {
    pub id: Id,
    /// From the last change on.
    pub months: u32,
    fi: String,
    sv: String,
    en: String,
    /// On what the length rests, and when somebody last looked whether it still does.
    pub source: String,
    pub checked: toml::value::Date,
}

impl RetentionClass {
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fi | Lang::FiSimple => &self.fi,
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Vec<RetentionClass>,
}

/// The classes in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retention {
    classes: Vec<RetentionClass>,
}

impl Retention {
    /// The shipped classes, and those of the user's folder of forms in their place. A file that cannot be followed is told.
    pub fn load(user_dir: Option<&Path>) -> Result<Retention, String> {
        let mut classes = read(SHIPPED)?;
        let file = user_dir.map(|folder| folder.join("lists").join("retention.toml"));
        if let Some(file) = file.filter(|file| file.exists()) {
            let told = |fault: &dyn ToString| format!("{}: {}", file.display(), fault.to_string());
            let text = fs::read_to_string(&file).map_err(|fault| told(&fault))?;
            for own in read(&text).map_err(|fault| told(&fault))? {
                classes.retain(|class| class.id != own.id);
                classes.push(own);
            }
        }
        Ok(Retention { classes })
    }

    pub fn class(&self, id: &Id) -> Option<&RetentionClass> {
        self.classes.iter().find(|class| class.id == *id)
    }

    pub fn classes(&self) -> &[RetentionClass] {
        &self.classes
    }

    pub fn shortest(&self) -> Option<&RetentionClass> {
        self.classes.iter().min_by_key(|class| class.months)
    }

    /// Of several classes the one that lets answers stay longest.
    pub fn longest<'a>(&self, ids: impl Iterator<Item = &'a Id>) -> Option<&RetentionClass> {
        ids.filter_map(|id| self.class(id))
            .max_by_key(|class| class.months)
    }
}

fn read(text: &str) -> Result<Vec<RetentionClass>, String> {
    let file: File = toml::from_str(text).map_err(|fault| fault.to_string())?;
    Ok(file.class)
}

impl super::Form {
    /// The retention classes of the form and of its items.
    pub fn retention_classes(&self) -> impl Iterator<Item = &Id> {
        std::iter::once(&self.retention)
            .chain(self.items.iter().filter_map(|item| item.retention.as_ref()))
    }
}
