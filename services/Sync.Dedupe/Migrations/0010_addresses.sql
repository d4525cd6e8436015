-- Addresses that a person had before stay his: whoever comes under one of them is the same person.
alter table identifier add column valid_to timestamptz;

-- What each record said last of its own address: only a record that says another one than before tells of a change.
alter table link add column email text;

-- How many modules of that connection know a person better: the record in the best one is written to.
alter table link add column rank int not null default 0;

-- Records that are no longer somebody's, and why.
create table link_history (
    connection  text not null,
    module      text not null,
    record_id   text not null,
    person_id   bigint not null,
    since       timestamptz not null,
    ended_at    timestamptz not null default now(),
    reason      text not null
);

create index link_history_person on link_history (person_id);

-- Two persons that claim one address: nobody is joined by guess, a person decides.
create table review (
    id          bigint generated always as identity primary key,
    address     text not null,
    person_id   bigint not null,
    other_id    bigint not null,
    connection  text not null,
    module      text not null,
    record_id   text not null,
    opened_at   timestamptz not null default now(),
    closed_at   timestamptz,
    decision    text,
    unique (person_id, other_id, address)
);
