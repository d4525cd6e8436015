-- How far the deals of a connection have been looked through: from when on, and which page comes next.
create table deal_sweep (
    connection  text primary key,
    since       timestamptz,
    cursor      text
);

-- The stages in which a deal has been seen; it stands in the newest one.
create table deal_stage (
    connection  text not null,
    deal_id     text not null,
    stage       text not null,
    at          timestamptz not null,
    primary key (connection, deal_id, stage)
);
