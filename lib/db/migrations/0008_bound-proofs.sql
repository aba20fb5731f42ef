CREATE TABLE "quiz_papers" (
	"learner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lesson" text NOT NULL,
	"check_id" text NOT NULL,
	"lesson_version" integer NOT NULL,
	"questions" jsonb NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "quiz_papers_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "issued" jsonb;--> statement-breakpoint
CREATE INDEX "quiz_papers_check" ON "quiz_papers" USING btree ("learner_id","lesson","check_id","issued_at");--> statement-breakpoint
-- Minutes of work are those the server was told of within ten minutes (`lib/progress/minutes`): what was folded before
-- counted every report. The roll-up of learning days has always kept to it.
UPDATE "lesson_states" s SET "active_minutes" = coalesce(c.minutes, 0)
  FROM "lesson_states" o LEFT JOIN (
    SELECT learner_id, lesson, count(*)::int AS minutes FROM "progress_events"
    WHERE type = 'lesson.active' AND received_at - "at" <= interval '10 minutes' GROUP BY 1, 2
  ) c ON c.learner_id = o.learner_id AND c.lesson = o.lesson
  WHERE s.learner_id = o.learner_id AND s.lesson = o.lesson AND s.active_minutes <> coalesce(c.minutes, 0);
