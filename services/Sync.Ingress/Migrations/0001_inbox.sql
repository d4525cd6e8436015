-- The inbox. A row is written once, before the sender gets its 2xx, and never updated except to prune its payload.
create table delivery (
    id            bigint generated always as identity primary key,
    key           uuid not null unique,
    connection    text not null,
    received_at   timestamptz not null,
    content_type  text,
    query         text,
    headers       text,
    trace         text,
    body          bytea
);

-- How far each delivery is. Apart from the delivery, because it changes and the payload would be copied with each change.
create table settlement (
    delivery_id  bigint primary key,
    received_at  timestamptz not null,
    due_at       timestamptz not null,
    published    int not null default 0,
    replay       int not null default 0,
    settled_at   timestamptz,
    outcome      text
) with (fillfactor = 70);

-- Without due_at, which changes with each publication: so that change stays within the row's page and touches no index.
create index settlement_open on settlement (delivery_id) where settled_at is null;

-- What went in and what came out, counted in the transactions that do it; several slots, so that they do not wait for each other.
create table tally (
    slot        int primary key,
    accepted    bigint not null default 0,
    duplicates  bigint not null default 0,
    settled     bigint not null default 0
);

insert into tally (slot) select generate_series(0, 31);
