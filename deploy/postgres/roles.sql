-- Roles, schemas and who may enter them: one script for the local stack and docker-compose.yml.
-- Run by psql as a superuser, as often as you like. Each service has an owner role, which migrates
-- its schema, and a runtime role, which owns nothing and cannot pass by row-level security. What a
-- runtime role may do inside a schema is for that schema's migrations to grant.
--
-- The psql variable `database` names the database to prepare: dfg when not given.
-- Each role's password is taken from the environment and has to be there.
\set ON_ERROR_STOP on
SET client_min_messages = warning;

\getenv bus_owner DFG_BUS_OWNER_PASSWORD
\getenv referral_owner DFG_REFERRAL_OWNER_PASSWORD
\getenv referral DFG_REFERRAL_PASSWORD
\getenv means_test_owner DFG_MEANS_TEST_OWNER_PASSWORD
\getenv means_test DFG_MEANS_TEST_PASSWORD
\getenv grants_owner DFG_GRANTS_OWNER_PASSWORD
\getenv grants DFG_GRANTS_PASSWORD
\getenv register_owner DFG_REGISTER_OWNER_PASSWORD
\getenv register DFG_REGISTER_PASSWORD
\getenv payments_owner DFG_PAYMENTS_OWNER_PASSWORD
\getenv payments DFG_PAYMENTS_PASSWORD
\getenv forum_owner DFG_FORUM_OWNER_PASSWORD
\getenv forum DFG_FORUM_PASSWORD

-- One run at a time: roles belong to the whole server.
SELECT pg_advisory_lock(hashtext('roles.sql')) \g /dev/null

CREATE TEMPORARY TABLE credential (role text, password text);
INSERT INTO credential VALUES
    ('dfg_bus_owner', :'bus_owner'),
    ('dfg_referral_owner', :'referral_owner'), ('dfg_referral', :'referral'),
    ('dfg_means_test_owner', :'means_test_owner'), ('dfg_means_test', :'means_test'),
    ('dfg_grants_owner', :'grants_owner'), ('dfg_grants', :'grants'),
    ('dfg_register_owner', :'register_owner'), ('dfg_register', :'register'),
    ('dfg_payments_owner', :'payments_owner'), ('dfg_payments', :'payments'),
    ('dfg_forum_owner', :'forum_owner'), ('dfg_forum', :'forum');

SELECT format('CREATE ROLE %I', role) FROM credential
WHERE role NOT IN (SELECT rolname FROM pg_roles) \gexec
SELECT format(
    'ALTER ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD %L',
    role, password
) FROM credential \gexec

\if :{?database}
\else
    \set database dfg
\endif
SELECT format('CREATE DATABASE %I', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
\connect :"database"
SET client_min_messages = warning;

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), rolname)
FROM pg_roles WHERE rolname LIKE 'dfg\_%' \gexec
SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', left(name, -6), 'dfg_' || name)
FROM (SELECT substr(rolname, 5) AS name FROM pg_roles WHERE rolname LIKE 'dfg\_%\_owner') \gexec
SELECT format('GRANT USAGE ON SCHEMA %I, bus TO %I', substr(rolname, 5), rolname)
FROM pg_roles WHERE rolname LIKE 'dfg\_%' AND to_regnamespace(substr(rolname, 5)) IS NOT NULL \gexec
