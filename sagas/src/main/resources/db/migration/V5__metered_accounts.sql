-- Which accounts there is something to charge to, for the minute clock.
create table metered_account (
    account_id      uuid    not null primary key,
    open_meters     integer not null,
    touched_through bigint  not null,
    version         bigint  not null
);

-- The last minute that the clock began to charge, ever; one row.
create table minute_clock (
    minute bigint not null
);

insert into minute_clock (minute) values (0);
