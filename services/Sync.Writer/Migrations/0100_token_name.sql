-- A token is one of a connection's credentials, and not of the connection whatever they are.
alter table token rename column connection to name;
