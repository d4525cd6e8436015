-- Checkups that were asked for. First (step 1) the connections that are read from tell what fields they have, then (step 2) each
-- connection is checked: whether a field takes the values that come for it is known only with both.
create table checkup (
    id           uuid not null,
    connection   text not null,
    step         int not null check (step in (1, 2)),
    connections  text[] not null,
    asked_at     timestamptz not null default now(),
    done_at      timestamptz,
    found        text,
    primary key (id, connection, step)
);

create index checkup_open on checkup (connection, step, asked_at) where done_at is null;
