-- How the deals of persons stand, where something is done when they move.
create table deal (
    connection   text not null,
    deal_id      text not null,
    person_id    bigint not null,
    email        text not null,
    name         text,
    owner        text,
    stage        text not null,
    state        text not null,
    since        timestamptz not null,
    delivery_id  bigint not null,
    primary key (connection, deal_id)
);
