# app

date-unreadable = This cannot be read as a date. Write for example 15.3., Mon, tomorrow or +2 weeks.
date-no-such-day = There is no such day or time.
date-other-weekday = The weekday and the date do not belong together.
date-far-away = The year is too far away. Check it.
