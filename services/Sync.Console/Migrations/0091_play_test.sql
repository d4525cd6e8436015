-- Plays that were tried with a person: what would be done now.
create table play_test (
    id        uuid primary key,
    play      text not null,
    email     text not null,
    asked_at  timestamptz not null default now(),
    answer    text
);
