package org.antiphon.discovery.index;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antiphon.chain.Block;
import org.antiphon.chain.EventLog;
import org.antiphon.chain.ManageEntityEvent;
import org.antiphon.chain.ManageIsVerifiedEvent;
import org.antiphon.chain.Play;
import org.antiphon.chain.PlaysRecordedEvent;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.rules.Action;
import org.antiphon.discovery.rules.ActionEvent;
import org.antiphon.discovery.rules.Event;
import org.antiphon.discovery.rules.MetadataParser;
import org.antiphon.discovery.rules.PlaysEvent;
import org.antiphon.discovery.rules.RuleBook;
import org.antiphon.discovery.rules.TrustedSigners;
import org.antiphon.discovery.rules.VerifiedEvent;

/** From logs of EntityManager and PlayLedger to events. */
final class DataEvents implements EventDecoder {
    private static final Duration LATEST_RECORDING = Duration.ofHours(24);

    private final String entityManager;
    private final Optional<String> playLedger;
    private final RuleBook rules;

    DataEvents(String entityManager, Optional<String> playLedger, TrustedSigners trusted) {
        this.entityManager = entityManager.toLowerCase(Locale.ROOT);
        this.playLedger = playLedger.map(address -> address.toLowerCase(Locale.ROOT));
        this.rules = new RuleBook(trusted);
    }

    @Override
    public Set<String> contracts() {
        return Stream.concat(Stream.of(entityManager), playLedger.stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Event> decode(Block block, EventLog log) {
        if (log.address().equals(entityManager) && log.isEvent(ManageEntityEvent.TOPIC)) {
            return Optional.of(new ActionEvent(rules, action(block, ManageEntityEvent.decode(log))));
        }
        if (log.address().equals(entityManager) && log.isEvent(ManageIsVerifiedEvent.TOPIC)) {
            var event = ManageIsVerifiedEvent.decode(log);
            return Optional.of(new VerifiedEvent(
                    Action.id(event.userId()), event.isVerified(), block.timestamp(), block.number()));
        }
        if (playLedger.filter(log.address()::equals).isPresent() && log.isEvent(PlaysRecordedEvent.TOPIC)) {
            var plays = PlaysRecordedEvent.decode(log).plays();
            return Optional.of(
                    new PlaysEvent(plays.stream().map(play -> play(block, play)).toList()));
        }
        return Optional.empty();
    }

    private static Action action(Block block, ManageEntityEvent event) {
        return new Action(
                Action.id(event.userId()),
                event.signer(),
                event.entityType(),
                Action.id(event.entityId()),
                event.action(),
                MetadataParser.parse(event.metadata()),
                block.timestamp(),
                block.number());
    }

    /**
     * The hour of a play is what its recorder says, as long as the block's clock agrees: no later than the block, and at
     * most a day before it.
     */
    private static Key.HourlyPlaysKey play(Block block, Play play) {
        long latest = block.timestamp().getEpochSecond();
        long earliest = latest - LATEST_RECORDING.toSeconds();
        boolean credible = play.playedAt() >= earliest && play.playedAt() <= latest;
        var time = Instant.ofEpochSecond(credible ? play.playedAt() : latest);
        return new Key.HourlyPlaysKey(play.trackId(), time.truncatedTo(ChronoUnit.HOURS));
    }
}
