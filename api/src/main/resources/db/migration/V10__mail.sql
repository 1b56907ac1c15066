-- Of which events somebody was told, as long as they could be told again.
create table alert (
    alert_id    varchar(255) not null primary key,
    happened_at timestamptz  not null
);

create index alert_happened_idx on alert (happened_at);

-- What would have been sent where no mail server is set up; the newest only. What says something about a person is
-- encrypted under the key of the account.
create table mail_outbox (
    id                   bigint generated always as identity primary key,
    account_id           uuid         not null,
    mail_id              varchar(255) not null unique,
    recipient_ciphertext text         not null,
    subject_ciphertext   text         not null,
    text_ciphertext      text         not null,
    sent_at              timestamptz  not null
);
