CREATE TABLE "insight_cells" (
	"scope" integer NOT NULL,
	"kind" text NOT NULL,
	"a" text NOT NULL,
	"b" integer NOT NULL,
	"c" integer NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "insight_cells_scope_kind_a_b_c_pk" PRIMARY KEY("scope","kind","a","b","c")
);
--> statement-breakpoint
CREATE TABLE "insight_dirty" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "insight_facts" (
	"learner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"a" text[] NOT NULL,
	"b" integer[] NOT NULL,
	"c" integer[] NOT NULL,
	"n" integer[] NOT NULL,
	CONSTRAINT "insight_facts_learner_id_kind_pk" PRIMARY KEY("learner_id","kind")
);
--> statement-breakpoint
CREATE TABLE "insight_people" (
	"learner_id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"department_id" uuid NOT NULL,
	"path" uuid[] NOT NULL,
	"cohort_id" uuid,
	"track" text NOT NULL,
	"mentor_id" uuid,
	"counted" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "insight_scopes" (
	"id" serial PRIMARY KEY NOT NULL,
	"department_id" uuid,
	"cohort_id" uuid,
	"track" text,
	CONSTRAINT "insight_scopes_group" UNIQUE NULLS NOT DISTINCT("department_id","cohort_id","track")
);
--> statement-breakpoint
CREATE TABLE "insight_standings" (
	"learner_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"state" text NOT NULL,
	"last_day" integer,
	"verified" integer NOT NULL,
	"planned" integer NOT NULL,
	CONSTRAINT "insight_standings_learner_id_stage_pk" PRIMARY KEY("learner_id","stage")
);
--> statement-breakpoint
CREATE TABLE "learning_days" (
	"learner_id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"day" integer NOT NULL,
	"minutes" integer NOT NULL,
	CONSTRAINT "learning_days_learner_id_lesson_day_pk" PRIMARY KEY("learner_id","lesson","day")
);
--> statement-breakpoint
CREATE INDEX "insight_people_number" ON "insight_people" USING btree ("number");--> statement-breakpoint
CREATE INDEX "insight_people_department" ON "insight_people" USING btree ("department_id","number");--> statement-breakpoint
CREATE INDEX "insight_people_cohort" ON "insight_people" USING btree ("cohort_id","number");--> statement-breakpoint
CREATE INDEX "insight_people_mentor" ON "insight_people" USING btree ("mentor_id");--> statement-breakpoint
CREATE INDEX "insight_standings_state" ON "insight_standings" USING btree ("stage","state","last_day");--> statement-breakpoint
-- Cells and people are rewritten often: room on the page keeps an update away from the indexes.
ALTER TABLE "insight_cells" SET (fillfactor = 80);--> statement-breakpoint
ALTER TABLE "insight_dirty" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);--> statement-breakpoint
-- The figures know days, not moments: Shanghai's days since 1970-01-01.
CREATE FUNCTION "shanghai_day"("moment" timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (moment AT TIME ZONE 'Asia/Shanghai')::date - date '1970-01-01'
$$;--> statement-breakpoint
-- Whoever changes what figures are made of has the learner counted again. Statement triggers with transition tables:
-- one row a learner and statement, written in the transaction of the change, by whichever code made it.
CREATE FUNCTION "insight_touch_learners"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_dirty (learner_id) SELECT DISTINCT learner_id FROM changed;
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE FUNCTION "insight_touch_people"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_dirty (learner_id) SELECT id FROM changed;
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE FUNCTION "insight_forget_people"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM learning_days WHERE learner_id IN (SELECT id FROM changed);
  INSERT INTO insight_dirty (learner_id) SELECT id FROM changed;
  RETURN NULL;
END;
$$;--> statement-breakpoint
-- Most batches of events move nothing that is counted: another run on the same day is no news.
CREATE FUNCTION "insight_touch_states"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_dirty (learner_id)
    SELECT DISTINCT c.learner_id FROM changed c JOIN before b ON b.learner_id = c.learner_id AND b.lesson = c.lesson
    WHERE b.verified_at IS DISTINCT FROM c.verified_at
      OR (b.last_at <> c.last_at AND shanghai_day(b.last_at) <> shanghai_day(c.last_at))
      OR (b.opened_at <> c.opened_at AND shanghai_day(b.opened_at) <> shanghai_day(c.opened_at))
      OR (c.verified_at IS NULL AND
        (b.failed_runs >= 5 AND b.last_error_at >= b.last_cell_at) IS DISTINCT FROM
        (c.failed_runs >= 5 AND c.last_error_at >= c.last_cell_at));
  RETURN NULL;
END;
$$;--> statement-breakpoint
-- Minutes count as proved when the server was told within ten minutes; what comes later from an offline page is
-- progress, but nobody saw when it was made.
CREATE FUNCTION "insight_count_minutes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH told AS (
    SELECT learner_id, lesson, shanghai_day("at") AS day, count(*)::int AS minutes FROM changed
    WHERE type = 'lesson.active' AND received_at - "at" <= interval '10 minutes'
    GROUP BY 1, 2, 3
  ), counted AS (
    INSERT INTO learning_days (learner_id, lesson, day, minutes)
      SELECT * FROM told ORDER BY 1, 2, 3
      ON CONFLICT (learner_id, lesson, day) DO UPDATE SET minutes = learning_days.minutes + excluded.minutes
      RETURNING learner_id
  )
  INSERT INTO insight_dirty (learner_id) SELECT DISTINCT learner_id FROM counted;
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE FUNCTION "insight_forget_minutes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM learning_days WHERE learner_id IN (SELECT learner_id FROM changed);
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE FUNCTION "insight_touch_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_dirty (learner_id) VALUES (NEW.id);
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE FUNCTION "insight_touch_assignments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_dirty (learner_id)
    SELECT DISTINCT p.learner_id FROM changed c JOIN insight_people p ON
      (c.audience = 'person' AND p.learner_id = c.audience_id)
      OR (c.audience = 'cohort' AND p.cohort_id = c.audience_id)
      OR (c.audience = 'department' AND c.audience_id = ANY (p.path));
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE FUNCTION "insight_touch_departments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_dirty (learner_id)
    SELECT p.learner_id FROM insight_people p
    WHERE p.path && (SELECT array_agg(c.id) FROM changed c JOIN before b ON b.id = c.id
      WHERE b.parent_id IS DISTINCT FROM c.parent_id);
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE TRIGGER "insight_states_added" AFTER INSERT ON "lesson_states" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_states_changed" AFTER UPDATE ON "lesson_states" REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_states"();--> statement-breakpoint
CREATE TRIGGER "insight_states_gone" AFTER DELETE ON "lesson_states" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_events_added" AFTER INSERT ON "progress_events" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_count_minutes"();--> statement-breakpoint
CREATE TRIGGER "insight_events_gone" AFTER DELETE ON "progress_events" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_forget_minutes"();--> statement-breakpoint
CREATE TRIGGER "insight_people_added" AFTER INSERT ON "people" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_people"();--> statement-breakpoint
CREATE TRIGGER "insight_people_changed" AFTER UPDATE ON "people" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_people"();--> statement-breakpoint
CREATE TRIGGER "insight_people_gone" AFTER DELETE ON "people" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_forget_people"();--> statement-breakpoint
CREATE TRIGGER "insight_users_changed" AFTER UPDATE OF "role" ON "users"
  FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role) EXECUTE FUNCTION "insight_touch_user"();--> statement-breakpoint
CREATE TRIGGER "insight_submissions_added" AFTER INSERT ON "submissions" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_submissions_changed" AFTER UPDATE ON "submissions" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_submissions_gone" AFTER DELETE ON "submissions" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_reviews_added" AFTER INSERT ON "reviews" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_reviews_changed" AFTER UPDATE ON "reviews" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_reviews_gone" AFTER DELETE ON "reviews" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_certificates_added" AFTER INSERT ON "certificates" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_certificates_changed" AFTER UPDATE ON "certificates" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_certificates_gone" AFTER DELETE ON "certificates" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_assignment_exceptions_added" AFTER INSERT ON "assignment_exceptions" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_assignment_exceptions_changed" AFTER UPDATE ON "assignment_exceptions" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_assignment_exceptions_gone" AFTER DELETE ON "assignment_exceptions" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_learners"();--> statement-breakpoint
CREATE TRIGGER "insight_assignments_added" AFTER INSERT ON "assignments" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_assignments"();--> statement-breakpoint
CREATE TRIGGER "insight_assignments_changed" AFTER UPDATE ON "assignments" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_assignments"();--> statement-breakpoint
CREATE TRIGGER "insight_assignments_gone" AFTER DELETE ON "assignments" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_assignments"();--> statement-breakpoint
CREATE TRIGGER "insight_departments_changed" AFTER UPDATE ON "departments" REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "insight_touch_departments"();--> statement-breakpoint
-- What was there before this version.
INSERT INTO "learning_days" SELECT learner_id, lesson, shanghai_day("at"), count(*)::int FROM "progress_events"
  WHERE type = 'lesson.active' AND received_at - "at" <= interval '10 minutes' GROUP BY 1, 2, 3;--> statement-breakpoint
INSERT INTO "insight_dirty" ("learner_id") SELECT id FROM "people";
