-- An account's money, entry by entry. The tables of a ledger are written together, in one transaction for each batch of
-- events, so that whoever reads finds the balance to be the sum of the entries. The row of balance_view says up to which
-- event all of them were written. They are built again from the first event on.

drop table balance_view;

create table balance_view (
    account_id     uuid   not null primary key,
    ledger_id      text   not null unique,
    balance_micros bigint not null,
    held_micros    bigint not null,
    exhausted_at   timestamptz,
    grace_ends_at  timestamptz,
    -- How many rows the statement by minute has.
    statement_rows bigint not null,
    version        bigint not null
) with (fillfactor = 70);

-- One row for each event that moved money. In the statement by minute, a charge has one row for every minute of every VPS,
-- any other entry one; the rows of an account are numbered from 0, and an entry's begin with first_row. The arrays hold the
-- lines of a charge or a reversal; in other entries they are null. Minutes count from 1970-01-01T00:00Z.
create table ledger_entry (
    account_id           uuid        not null,
    first_row            bigint      not null,
    row_count            bigint      not null,
    sequence_number      bigint      not null,
    event_id             uuid        not null,
    kind                 text        not null,
    amount_micros        bigint      not null,
    balance_after_micros bigint      not null,
    reason               text,
    vps_id               uuid,
    at                   timestamptz not null,
    line_vps_ids         uuid[],
    line_price_versions  integer[],
    line_price_micros    bigint[],
    line_first_minutes   bigint[],
    line_minutes         integer[],
    line_first_numbers   bigint[],
    primary key (account_id, first_row)
);

-- The statement by hour: what it has beside the hours of VPSes.
create index ledger_entry_statement_idx on ledger_entry (account_id, at desc, event_id desc) where line_vps_ids is null;

-- What a VPS cost in an hour of UTC, less what of it was given back; and the entries between which that was booked. The
-- primary key is the order of the statement, and none of its columns ever changes, so that a minute only touches the row.
create table charge_hour (
    account_id    uuid        not null,
    hour          timestamptz not null,
    vps_id        uuid        not null,
    minutes       integer     not null,
    amount_micros bigint      not null,
    first_entry   bigint      not null,
    last_entry    bigint      not null,
    primary key (account_id, hour, vps_id)
) with (fillfactor = 50);

-- From when to when a VPS was metered, by which events of its ledger.
create table meter_interval (
    vps_id           uuid        not null,
    opened_sequence  bigint      not null,
    account_id       uuid        not null,
    plan_id          uuid        not null,
    opened_at        timestamptz not null,
    opened_event_id  uuid        not null,
    closed_at        timestamptz,
    closed_sequence  bigint,
    closed_event_id  uuid,
    closed_booked_at timestamptz,
    primary key (vps_id, opened_sequence)
);

create index meter_interval_open_idx on meter_interval (account_id) where closed_at is null;

-- The prices that plans have had. A minute costs the last one that is in effect by then, or else the first.
create table price_view (
    plan_id               uuid        not null,
    number                integer     not null,
    price_per_hour_micros bigint      not null,
    effective_from        bigint      not null,
    sequence_number       bigint      not null,
    event_id              uuid        not null,
    at                    timestamptz not null,
    primary key (plan_id, number)
);
