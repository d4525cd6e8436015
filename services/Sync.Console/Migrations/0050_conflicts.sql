-- Conflicts: two systems changed one field of one person before either heard of the other. One row for each field of a person, the newest.
create table conflict (
    id            bigint generated always as identity primary key,
    person_id     bigint not null,
    email         text not null,
    field         text not null,
    winner_value  text,
    winner_by     text not null,
    winner_at     timestamptz not null,
    loser_value   text,
    loser_by      text not null,
    loser_at      timestamptz not null,
    state         text not null check (state in ('open', 'flipping', 'closed')),
    version       bigint not null,
    since         timestamptz not null,
    noted_at      timestamptz not null,
    flip          uuid,
    flipped_by    text,
    flipped_at    timestamptz,
    note          text,
    unique (person_id, field)
);

create index conflict_open on conflict (id) where state <> 'closed';
create index conflict_email on conflict (email);
