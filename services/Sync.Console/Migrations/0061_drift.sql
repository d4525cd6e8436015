-- What the last audit of each connection has found wrong, and since when; the connection's row alone where nothing is.
create table drift_look (
    connection  text primary key,
    at          timestamptz not null
);

create table drift_finding (
    connection  text not null references drift_look (connection) on delete cascade,
    what        text not null,
    problem     text not null,
    cure        text not null,
    since       timestamptz not null,
    primary key (connection, what)
);
