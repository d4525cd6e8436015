-- Checkups that operators have asked for.
create table checkup (
    id           uuid primary key,
    asked_for    text,
    asked_at     timestamptz not null default now(),
    connections  text[]
);

-- What each connection's checkup has found; the lines as JSON.
create table checkup_result (
    checkup_id  uuid not null references checkup (id) on delete cascade,
    connection  text not null,
    at          timestamptz not null,
    lines       text not null,
    primary key (checkup_id, connection)
);
