-- One way past the append-only progress log: a person's right to be forgotten. Only the rows of the person named in
-- this transaction may go, and only through the function; the audit log stays as it is and holds no personal data.
DROP TRIGGER "progress_events_append_only" ON "progress_events";--> statement-breakpoint
CREATE FUNCTION "refuse_unless_erased"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.learner_id::text = current_setting('zhucai.erasing', true) THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END;
$$;--> statement-breakpoint
CREATE TRIGGER "progress_events_append_only" BEFORE UPDATE OR TRUNCATE ON "progress_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
CREATE TRIGGER "progress_events_erasure" BEFORE DELETE ON "progress_events"
  FOR EACH ROW EXECUTE FUNCTION "refuse_unless_erased"();--> statement-breakpoint
CREATE FUNCTION "erase_progress"("person" uuid) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone bigint;
BEGIN
  PERFORM set_config('zhucai.erasing', person::text, true);
  DELETE FROM progress_events WHERE learner_id = person;
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('zhucai.erasing', '', true);
  RETURN gone;
END;
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "erase_progress"(uuid) FROM PUBLIC;
