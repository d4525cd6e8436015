-- How much went which way, in pieces of ten minutes: what is usual at an hour of the week. About a month is kept.
create table traffic (
    connection  text not null,
    direction   text not null check (direction in ('from', 'to')),
    at          timestamptz not null,
    count       bigint not null,
    primary key (connection, direction, at)
);

-- Since when which configuration is in force: what changed after it may have changed because of it.
create table rules (
    at       timestamptz not null primary key,
    version  text not null
);
