-- Why: the factor that scrambled booking references stands in the source, and whoever knows it reads from two references
-- how many bookings were made in between, the other division's included. From now on the numbers go through a permutation
-- with a secret of this database, which neither the application nor the reader of events can read. References that were
-- given stay as they are; a number whose reference was given before is passed over.
-- Locks: bookings for no time; new bookings wait for the new function.
-- Undo: make new_booking_reference() as lay_the_foundations had it, with usage on booking_numbers for colab_app, and drop
-- permuted() and reference_keys. References made meanwhile may then be met again: the unique index refuses them.

create table reference_keys (
  only_one boolean primary key default true,
  secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  constraint one_reference_key check (only_one),
  constraint reference_key_is_long check (length(secret) = 32)
);
revoke all on reference_keys from public;
insert into reference_keys default values;

-- A Feistel network: whatever the rounds mix in, two numbers of that many bits never become the same, because each round
-- can be taken back. Each half has `bits` bits, at most 16.
create function permuted(number bigint, secret bytea, bits integer) returns bigint language plpgsql immutable parallel safe as $$
declare
  mask constant integer := (1 << bits) - 1;
  high integer := (number >> bits) & mask;
  low integer := number & mask;
  mixed bytea;
  before integer;
begin
  for round in 1..8 loop
    mixed := sha256(secret || int4send(round) || int4send(low));
    before := high;
    high := low;
    low := before # ((get_byte(mixed, 0) << 8 | get_byte(mixed, 1)) & mask);
  end loop;
  return (high::bigint << bits) | low;
end $$;

-- Of 2^30 numbers, one after another. As the owner: the application reads neither the secret nor all bookings.
create or replace function new_booking_reference() returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  n bigint;
  fresh text;
begin
  loop
    select permuted(nextval('booking_numbers') & 1073741823, k.secret, 15) into strict n from reference_keys k;
    select 'BK-' || string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((n >> (5 * digit)) & 31)::int + 1, 1), '' order by digit desc)
      into fresh from generate_series(0, 5) digit;
    -- One that was given out before there was a secret.
    exit when not exists (select from bookings where reference = fresh);
  end loop;
  return fresh;
end $$;
revoke execute on function new_booking_reference(), permuted(bigint, bytea, integer) from public;
grant execute on function new_booking_reference() to colab_app;
revoke usage on sequence booking_numbers from colab_app;
