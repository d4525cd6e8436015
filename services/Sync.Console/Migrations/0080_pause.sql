-- What operators stopped, and who let it go on. The number of an order tells the later one from the earlier.
create sequence pause_order;

create table pause (
    id          bigint generated always as identity primary key,
    connection  text not null,
    calls       text,
    object      text,
    reason      text,
    by          text not null,
    at          timestamptz not null,
    resumed_by  text,
    resumed_at  timestamptz
);

create unique index pause_standing on pause (connection, coalesce(calls, ''), coalesce(object, '')) where resumed_at is null;
