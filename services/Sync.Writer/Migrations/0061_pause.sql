-- What an operator has stopped at a connection, and what he let go on: one row for each kind of calls, the newest order.
create table pause (
    connection  text not null,
    calls       text not null,
    object      text not null,
    ordered     bigint not null,
    is_paused   boolean not null,
    by          text not null,
    at          timestamptz not null,
    reason      text,
    primary key (connection, calls, object)
);
