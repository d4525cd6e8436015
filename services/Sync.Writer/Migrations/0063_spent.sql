-- What calls have taken of each connection's daily allowance, ten minutes a row, and what the vendor last said is left of it.
create table spent (
    connection  text not null,
    slot        timestamptz not null,
    calls       bigint not null,
    cost        bigint not null,
    told        bigint,
    told_at     timestamptz,
    primary key (connection, slot)
);
