-- When each connection was last seen to work.
create table proof (
    connection   text not null,
    what         text not null,
    at           timestamptz not null,
    delivery_id  bigint not null,
    outcome      text not null,
    primary key (connection, what)
);

-- The reported numbers every ten seconds, for charts and for how fast things change. A ring of a day: each slot is written over.
create table sample (
    name   text not null,
    slot   int not null,
    at     timestamptz not null,
    value  float8 not null,
    primary key (name, slot)
);

-- Facts stand nearly in the order of their time, so that a few pages of index say where an hour begins.
create index outcome_at on outcome using brin (at) with (pages_per_range = 32);

create index outcome_record on outcome (record_id, id) where record_id is not null;
