CREATE TABLE "audit_origins" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"actor_id" uuid NOT NULL,
	"address" text,
	"device" text
);
--> statement-breakpoint
CREATE TABLE "person_names" (
	"user_id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "person_names_user_id_since_pk" PRIMARY KEY("user_id","since")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"user_id" uuid NOT NULL,
	"address" text NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"event_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "sign_in_failures_user_id_address_minute_pk" PRIMARY KEY("user_id","address","minute")
);
--> statement-breakpoint
DROP INDEX "audit_events_at";--> statement-breakpoint
CREATE INDEX "audit_origins_actor" ON "audit_origins" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "audit_origins_address" ON "audit_origins" USING btree ("address");--> statement-breakpoint
CREATE INDEX "sign_in_failures_minute" ON "sign_in_failures" USING btree ("minute");--> statement-breakpoint
CREATE INDEX "sign_in_failures_event" ON "sign_in_failures" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at","id");--> statement-breakpoint
-- Where somebody came from is written once; it may only go, with the person.
CREATE TRIGGER "audit_origins_append_only" BEFORE UPDATE OR TRUNCATE ON "audit_origins"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE FUNCTION "keep_person_name"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO person_names (user_id, since, name) VALUES (NEW.id, now(), NEW.name)
    ON CONFLICT (user_id, since) DO UPDATE SET name = excluded.name;
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE TRIGGER "users_keep_name" AFTER INSERT ON "users"
  FOR EACH ROW EXECUTE FUNCTION "keep_person_name"();--> statement-breakpoint
CREATE TRIGGER "users_keep_new_name" AFTER UPDATE OF name ON "users"
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION "keep_person_name"();--> statement-breakpoint
INSERT INTO person_names (user_id, since, name)
  SELECT id, created_at, name FROM users WHERE coalesce(ban_reason, '') <> 'erased';
