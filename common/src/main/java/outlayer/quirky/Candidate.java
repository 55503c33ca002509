package outlayer.quirky;

/** An example before its prompt is written: light enough to hold all of them while parts are cut. */
record Candidate(
        String id,
        Question question,
        DifficultyRanks.Rank rank,
        Part part,
        QuirkyCharacter character,
        String name,
        Template template) {

    static Candidate of(
            Question question,
            DifficultyRanks.Rank rank,
            Part part,
            QuirkyCharacter character,
            String name,
            Template template) {
        Operation operation = question.operation();
        String id = ContentHash.hex(
                "example",
                operation.key(),
                template.fingerprint(),
                Integer.toString(question.a()),
                Integer.toString(question.b()),
                operation == Operation.MODULARADDITION ? Integer.toString(question.modulus()) : "",
                Long.toString(question.result()),
                character.key(),
                name);
        return new Candidate(id, question, rank, part, character, name, template);
    }

    /** Writes the prompt; an inverting template flips the labels. */
    Example write(TemplateSet templates) {
        SlotText.Filled prompt = template.fillMarkingResult(slot -> slot.equals("name") ? name : question.value(slot));
        boolean alice = question.aliceLabel() != template.inverts();
        boolean bob = question.bobLabel() != template.inverts();
        return new Example(
                id,
                rank.question(),
                question.operation().key(),
                part,
                character,
                name,
                template.index(),
                prompt.text(),
                templates.noChoice(),
                templates.yesChoice(),
                character == QuirkyCharacter.ALICE ? alice : bob,
                alice,
                bob,
                question.difficulty(),
                rank.quantile(),
                prompt.start(),
                prompt.end());
    }
}
