# app

date-unreadable = This cannot be read as a date. Write for example 15.3., Mon, tomorrow or +2 weeks.
date-no-such-day = There is no such day.
date-other-weekday = The weekday does not match the date.
date-far-away = The year is too far away. Please check it.
time-unreadable = This cannot be read as a time. Write for example 9 or 9:30.
time-no-such-time = There is no such time.
