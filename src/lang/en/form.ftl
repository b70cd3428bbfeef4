# Faults of form files, for their authors.

# Severity
form-level-error = error
form-level-warning = warning
form-level-help = help

# What something is
form-type-array = a list
form-type-boolean = true or false
form-type-code = the code of an option
form-type-codes = a multiple choice
form-type-condition = a condition
form-type-date = a date
form-type-integer = a whole number
form-type-number = a number
form-type-ref = an entry of a register
form-type-string = a text in quotes
form-type-table = a table in braces
form-type-text = a text
form-type-time = a time

# The file
form-toml = This is not valid TOML: { $fault }
form-no-text = The file is not UTF-8 text.
form-file-too-large = The file is too large: at most { $most } MB.
form-file-too-crowded = The file has too many lines, brackets and commas: at most { $most } together.
form-unreadable = The file could not be read: { $reason }
form-same-id = The form { $id } is already in the file { $file }.
form-missing-key = The key { $key } is missing.
form-unknown-key = The key { $key } is not known here.
form-wrong-type = Here should be { $expected }, but there is { $found }.
form-unknown-word = The word { $word } does not fit here. Possible: { $known }
form-out-of-range = The number must be { $least } to { $most }.
form-bad-number = The number cannot be held exactly.
form-bad-id = The id { $id } will not do: small letters a to z, digits and underscores, a letter first.
form-reserved-id = The word { $id } has a meaning of its own in expressions and cannot be an id.
form-duplicate = { $name } is given twice.
form-too-many = Too many: at most { $most }.
form-too-many-cells = The tables have too many cells: at most { $most } together.
form-too-costly = The form would take too long to work out: it has too many expressions, rows or repetitions.
form-too-long = The text is too long: at most { $most } bytes.
form-empty-text = The text is empty.
form-empty-list = The list is empty.
form-forbidden-character = The text has an invisible character { $code }.
form-unknown-language = The language or key { $language } is not known.
form-language-missing = The text lacks a language: { $languages }
form-toml-open-array = The list is not closed: ] is missing.
form-toml-open-table = The braces are not closed: {"}"} is missing.
form-toml-open-heading = The heading is not closed: ] is missing.
form-toml-no-value = The key has no value. Write: key = value.
form-toml-open-string = The text lacks its closing quote or has a sign that will not do. A text of several lines stands between three quotes.
form-toml-twice = The same key stands in this table twice.
form-toml-unquoted = A text is written in quotes.
form-toml-equals = Here is one = too many.
form-toml-comma = A comma is missing between the parts of the list.
form-toml-line = The line has something too much: write one key and value on a line.
form-toml-key = The key has a sign that will not do: letters a to z, digits and underscores.
form-toml-escape = A sign is missing after the backslash. The backslash itself is written twice, or the text in single quotes.

# Items
form-unknown-section = There is no section { $name }.
form-unknown-choices = There is no choice list { $name }.
form-unknown-parent = There is no earlier item { $name }.
form-parent-holds-nothing = The item { $name } cannot hold others: it is no list, table or group.
form-parent-elsewhere = The item { $name } stands in another section.
form-row-holds-rows = A row of { $name } can hold single questions only.
form-key-not-for-kind = The key { $key } does not belong to an item of this kind.
form-choices-twice = Give either choices or options, not both.
form-bad-key = A key must be a single character.
form-bad-scale = The top of a scale is above its bottom, with at most { $most } steps.
form-bad-rows = At least one row must fit, and the least may not be more than the most.
form-bad-limits = The largest value may not be below the smallest.
form-bad-attribute = The attribute name { $name } will not do: small letters a to z, digits and underscores, neither code nor score.
form-attribute-type = The attribute { $name } is of another type in other options.
form-unknown-attribute = The options have no attribute { $name }.
form-option-elsewhere = What an option has (option.) can be asked only in the key filter.
form-filter-too-large = The condition is too long for so many options: at most { $most } parts.
form-other-id = The line that the option opens would have the id { $name }, which will not do or is taken.
form-bands-order = Bands must rise from the lowest to the highest.
form-band-codes = Give every band a code, or none.
form-bad-icf = { $code } is no ICF code.
form-role-kind = This role does not fit an item of this kind.
form-about-itself = An item cannot be about itself.
form-embed-in-standing = A standing form cannot show another inside itself.
form-unknown-form = There is no form { $id }.
form-not-standing = The form { $id } is not standing and cannot be shown inside another.
form-unknown-embedded = The form { $form } has no item { $name } that fits here.
form-circle = The items wait for one another in a circle (lines in brackets): { $names }
form-circle-itself = The item { $name } waits for itself.
form-licensed-instrument = The text names the instrument { $name }, to which others hold the rights ({ $holder }). Name the permission with the key permission, or leave the name out.

# Expressions
form-unknown-name = There is no item { $name }.
form-unknown-code = The code { $code } is not among the options.
form-unknown-function = There is no function { $name }.
form-expr-sign = The sign { $sign } does not belong to expressions.
form-expr-open-quote = The quote is not closed.
form-expr-unexpected = This was not expected here.
form-expr-ends = The expression ends too early.
form-expr-chained = Compare two at a time and join them with and.
form-expr-too-deep = Too many parts inside or after one another: at most { $most }.
form-expr-too-long = The expression has too many parts: at most { $most }.
form-expr-type = Here should be { $expected }, but it is { $found }.
form-expr-incomparable = These cannot be compared: { $left } and { $right }.
form-expr-list = A list does not fit here.
form-expr-code-wanted = Here should be a code in single quotes.
form-expr-name-wanted = Here should be the id of an item.
form-expr-no-value = The item { $name } has no value that could be used here.
form-expr-other-row = The item { $name } stands in a row of { $list } and cannot be seen from here.
form-expr-no-column = The item { $name } is no column of a table.
form-expr-no-scores = The options have no scores, so they cannot be counted with.
form-expr-bad-date = { $text } is no date of the form yyyy-mm-dd.
form-expr-arguments = The function { $name } takes at least { $least } value(s), here { $found }.
form-expr-no-option = There is no option { $name }.
form-expr-digits = The decimals to round to are a number from 0 to 10.
form-expr-previous = Only questions that are neither in a row nor worked out have an earlier answer.
form-expr-twice = The same item is in the list twice.
form-expr-empty-list = The list has no items.
form-expr-no-items = Give the items first: scale([a, b], …).
form-expr-no-minimum = Say how many answers are needed at least: min_answered = 60%.
form-expr-minimum = The minimum is a share (60%) or a whole number from 1.
form-expr-minimum-too-high = It takes { $wanted } answers, but there are { $have } items.
form-expr-total = total is 'sum' or 'mean'.
form-expr-prorate = prorate works only with total = 'sum'.
form-expr-reverse-other = The reversed item is not among those counted.
form-expr-reverse-kind = This item cannot be reversed: it has neither a scale nor whole scores.
form-lookup-keys = A lookup has 1 to { $most } keys: keys = ["exact", "from"].
form-lookup-row = A row has { $wanted } values: the keys, then the number.
form-lookup-mixed = The same key has both numbers and words.
form-lookup-twice = The same keys stand there twice.
form-unknown-lookup = There is no lookup { $name }.
form-lookup-arguments = The lookup { $name } has { $wanted } keys, here { $found }.
form-expr-lookup-wanted = Give the id of the lookup first: lookup('id', x).
form-expr-recode-list = Give two lists: recode(x, [1, 2], [0, 4]).
form-expr-recode-length = The lists must be of one length, now { $from } and { $to }.
form-expr-recode-key = This value does not fit: what is recoded is { $expected }.
form-expr-scale-member = This should be an item as it is, or with reverse, recode, lookup or a factor.
form-expr-two-lists = The expression takes rows of two lists: { $one } and { $other }.
form-expr-no-rows = The condition names no item of a list or table.
form-expr-gas = Level and weight stand in the rows of one list: gas_t(level, weight).
form-expr-minimum-groups = There are { $wanted } groups, but { $found } minimums.
form-expr-minimum-twice = Give either min_answered or most_missing, not both.
form-expr-most-missing = How many may be missing is a whole number.
form-expr-rater = Give the rater's role in single quotes: rated(x, 'counsellor').
form-expr-rated = Another's rating is there only for questions that neither stand in a row nor are worked out.
form-expr-band = This item has no bands with a code.
form-expr-rank = A place can be asked only of an item that is ranked (rank).
form-expr-pattern-wanted = Give the pattern in single quotes: matches(x, '[0-9]+').
form-expr-pattern = The pattern is no valid regular expression: { $fault }
form-expr-pattern-too-large = The pattern is too large: repeat less.

# Holes in texts
form-template-brace = A brace without its pair. Write {"{{"} or {"}}"} for the sign itself.
form-template-end = There is nothing to end here.
form-template-open = This lacks its {"{end}"}.
form-template-each = Write {"{each LIST}"}, {"{each LIST if EXPR}"} or {"{each EMBED.LIST}"}.
form-template-no-list = The item { $name } is no list.
form-template-no-embed = The item { $name } shows no other form (embed).
form-template-embedded = In a row of another form only {"{item}"} and {"{if answered(item)}"} can stand.
form-template-too-deep = Too many conditions or repetitions inside one another.

# Help
form-help-nearest = Did you mean { $name }?
form-help-use = Use { $right }.
form-help-cell = One cell is written column[row].
form-help-total = The values of rows are taken together: sum, mean, min, max, count.
form-help-list = A list fits after in and in functions over several items.
form-help-code = Compare the choice with a code in single quotes.
form-help-in = Ask whether a code is chosen: 'code' in item.
form-help-computed = Make the expression a computed item of its own and name that here.
form-help-rows = count_if counts rows: name items of a list in the condition.
form-help-itself = Limits of an answer belong to constraint, where the item may name itself. The earlier answer is previous(item).

# Warnings
form-alternative-unreachable = This is never said: the alternative before it has no condition.
form-emoji = The text has an emoji whose width differs between terminals.
form-long-word = The easy-language text has a long word: { $word }
form-wide-line = The text does not fit on a line: at most { $most } characters.
form-constant-condition = The condition depends on no answer.
form-score-no-minimum = The score is counted from incomplete answers too: use scale(…, min_answered = …).
form-score-plus = A plus gives no score where { $left } or { $right } is left empty: use scale(…, min_answered = …) or coalesce(…).
form-unused-choices = No item uses the choice list { $name }.

# Rules in words
say-and = { $one } and { $two }
say-or = { $one } or { $two }
say-not = it is not so that { $one }
say-equal = { $one } is { $two }
say-not-equal = { $one } is not { $two }
say-less = { $one } is below { $two }
say-at-most = { $one } is at most { $two }
say-greater = { $one } is above { $two }
say-at-least = { $one } is at least { $two }
say-ticked = { $one } is chosen in { $two }
say-not-ticked = { $one } is not chosen in { $two }
say-one-of = { $one } is one of these: { $two }
say-none-of = { $one } is none of these: { $two }
say-answered = { $one } is answered
say-unanswered = { $one } is not answered
say-is-yes = { $one }: yes
say-is-no = { $one }: no
say-yes = yes
say-no = no
say-quoted = “{ $one }”
say-more = and { $count } more
say-today = today
say-first-session = the first meeting
say-interpreter = an interpreter is present
say-mode = the way of meeting
say-practice = practice
say-previous = the earlier answer to { $one }
say-sum = the sum of { $all }
say-mean = the mean of { $all }
say-min = the least of { $all }
say-max = the greatest of { $all }
say-count = how many of these are answered: { $all }
say-count-if = in how many rows { $one }
say-shown = how many of these are shown: { $all }
say-if = { $two } if { $one }, else { $three }
say-coalesce = the first of these that is answered: { $all }
say-round = { $one } rounded to a whole number
say-round-to = { $one } rounded to { $two } decimals
say-abs = { $one } without its sign
say-days = days from { $one } to { $two }
say-years = full years from { $one } to { $two }
say-months = full months from { $one } to { $two }
say-minutes = minutes from { $one } to { $two }
say-add-days = { $one } plus { $two } days
say-length = the number of characters in { $one }
say-recode = { $one } recoded, { $two } becomes { $three }
say-reverse = { $one } reversed
say-lookup = looked up in a table: { $all }
say-percent = { $one } as a percentage of { $two }
say-gap = { $one } minus { $two }
say-rated = another rater’s ({ $two }) answer to { $one }
say-gas = the GAS T-score of { $all }
say-sqrt = the square root of { $one }
say-floor = { $one } rounded down
say-ceil = { $one } rounded up
say-contains = { $one } contains { $two }
say-starts = { $one } begins with { $two }
say-matches = { $one } has the form { $two }
say-size = how many are chosen in { $one }
say-place = the place of { $two } in { $one }
say-band = the band that { $one } is in
say-enough = at least { $one } must be answered
say-most-missing = at most { $one } may be missing
say-overall = at least { $one } of all must be answered
say-prorate = a missing answer counts as the mean
say-reversed = reversed: { $one }
say-rounded = rounded to { $one } decimals
say-before = { $one } is before { $two }
say-until = { $one } is no later than { $two }
say-after = { $one } is after { $two }
say-from = { $one } is no earlier than { $two }

# Versions
form-renamed-without-was = The item { $from } is gone, and the new item { $to } looks the same. Unless its earlier id is declared, old answers do not find their way.
form-help-was = If it is the same item, write in the new one: was = ["{ $from }"]
form-help-new-id = Give the new question a new id: then the answers to { $id } stay in their own version.
form-kind-changed = The item { $id } is of another kind than before, and earlier answers do not fit (stored responses concerned: { $responses }).
form-codes-changed = Codes that may have been answered with are gone from the list { $id }: { $codes } (stored responses concerned: { $responses }).
form-range-narrowed = The item { $id } takes fewer numbers than before (stored responses whose answer is left outside: { $responses }).
form-place-changed = The item { $id } stands in another list than before, so its answers do not come along (stored responses concerned: { $responses }).
form-answers-left = The item { $id } is gone. Its answers stay in the old version (stored responses concerned: { $responses }).
diff-same = The versions are the same.
diff-part-form = The form
diff-part-section = Section { $id }
diff-part-choices = Choices { $id }
diff-part-score = Score { $id }
diff-part-suggestion = Suggestions
diff-part-other = Other: { $id }
diff-added = New.
diff-removed = Removed.
diff-renamed = The id was { $from }.
diff-moved = It stands in another place.
diff-kind = The kind has changed: { $from } → { $to }.
diff-range = The least or most or the unit has changed.
diff-ends = The words at the ends of the scale have changed: { $languages }.
diff-options-added = New options: { $codes }.
diff-options-removed = Options removed: { $codes }.
diff-scores = Points have changed: { $codes }.
diff-texts = Texts have changed: { $languages }.
diff-condition = The condition has changed.
diff-rule = The rule of calculation has changed.
diff-bands = The bands have changed.
diff-constraints = The constraints have changed.
diff-role = What it means to the program has changed.
diff-codes = Codes in other systems have changed.
diff-key = The key { $key } has changed.
diff-nothing = No answers are concerned.
diff-kept = Answers stay as they are.
diff-kept-as = Answers move under the new id.
diff-unfit-kind = Does not fit the new version: the answer is of another kind.
diff-unfit-options = Does not fit the new version: the option is no more.
diff-unfit-range = Does not fit the new version: the number may be too small or large.
diff-unfit-place = Does not fit the new version: the item stands in another list.
diff-lost = The new version does not ask this; answers stay in the old one.
diff-standing = without a meeting
diff-status-open = in progress
diff-status-completed = completed
diff-status-amended = amended
diff-answers =
    { $count ->
         [one] 1 answer
        *[other] { $count } answers
    }
diff-responses =
    { $count ->
         [one] Concerns 1 stored response.
        *[other] Concerns { $count } stored responses.
    }
diff-stored =
    { $count ->
         [0] The vault has no responses in the old version.
        *[other] Responses in the old version in the vault: { $count }
    }
form-always-true = The condition always holds and can be left out.
form-never-shown = The item { $name } is never shown: its condition cannot hold.
form-section-never-shown = The section { $name } is never shown, nor are its items ({ $count }): its condition cannot hold.
form-never-said = This is never said: its condition cannot hold.
form-constraint-never-fails = The check can never find a fault: its condition cannot be false.
form-constraint-always-fails = The check refuses every answer: its condition cannot hold.
form-many-lines = The text takes { $lines } lines: there is room for { $most }.
form-long-sentence = The easy-language sentence has { $words } words: at most { $most }.
form-holes-differ = In other languages the text also has { $holes }.
form-language-partial = The language { $language } stands in some texts only ({ $count }/{ $all }). Add it to the key languages, or complete the texts.
form-same-text = The option { $code } has the same text.
form-key-by-place = The key { $key } already chooses option { $place } of the list.
form-bands-no-source = Say where the bands come from: bands_source = "…".
form-bands-gap = The result can be { $least }, but the lowest band begins at { $from }.
form-band-beyond = The result does not reach this: it is at most { $most }.
form-band-below = The result does not come down to this: it is at least { $least }.
route-same-id = The route { $id } is already in the file { $file }.
route-unfit-form = The form { $id } cannot be filled in a meeting by this route: it is standing or about another subject.
