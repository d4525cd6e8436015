-- Reviews: two persons claim one address, and somebody decides whether they are one. Numbered by the stage that knows persons.
create table review (
    id          bigint primary key,
    address     text not null,
    connection  text not null,
    module      text not null,
    record_id   text not null,
    claimant    text not null,
    owner       text not null,
    emails      text[] not null,
    state       text not null check (state in ('open', 'deciding', 'closed')),
    opened_at   timestamptz not null,
    noted_at    timestamptz not null
);

create index review_open on review (id) where state <> 'closed';
create index review_emails on review using gin (emails);
