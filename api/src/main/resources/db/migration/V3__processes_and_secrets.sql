-- Which order is the latest for each machine. A row for every VPS that may have something on a host.
create table machine_order (
    vps_id   uuid         not null primary key,
    order_id varchar(255) not null
);

-- What the events say should be on each host, for the reconciler.
create table machine_register (
    vps_id       uuid                     not null primary key,
    host_id      uuid                     not null,
    expectation  varchar(20)              not null,
    last_seen_at timestamp with time zone not null,
    version      bigint                   not null
);

create index machine_register_host_idx on machine_register (host_id);

-- The key under which an account's personal data is encrypted, itself encrypted under the master secret.
-- To delete a row is to erase the person.
create table account_key (
    account_id  uuid  not null primary key,
    wrapped_key bytea not null
);

-- Who can log in. An e-mail address is found by a keyed hash of it; passwords are hashed with Argon2id.
create table credential (
    email_hash    bytea        not null primary key,
    account_id    uuid         not null unique,
    role          varchar(20)  not null,
    password_hash varchar(255) not null
);

-- The keys that sign session tokens, encrypted under the master secret.
create table signing_key (
    key_id        varchar(64)              not null primary key,
    encrypted_key bytea                    not null,
    created_at    timestamp with time zone not null
);
