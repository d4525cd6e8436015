-- What was asked of vendors, batch by batch, and what came of each record.
create table call (
    id          uuid primary key,
    connection  text not null,
    purpose     text not null,
    at          timestamptz not null,
    calls       text not null,
    records     text not null,
    deliveries  bigint[] not null
);

create index call_deliveries on call using gin (deliveries);
create index call_at on call using brin (at) with (pages_per_range = 32);
