-- How fields stood that plays watch: a play begins when one comes to say what it did not say before.
create table watched (
    person_id  bigint not null,
    play       text not null,
    change     text not null,
    holds      boolean not null,
    at         timestamptz not null,
    primary key (person_id, play, change)
);

-- Plays that wait for several things ask what came before.
create index judgement_person on judgement (person_id, play);
