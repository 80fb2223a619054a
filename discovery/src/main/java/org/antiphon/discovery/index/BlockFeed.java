package org.antiphon.discovery.index;

import java.util.List;
import org.antiphon.chain.Block;
import org.antiphon.chain.BlockChange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain as the indexer needs it; apart from the real stream so that histories can be played to the indexer. */
public interface BlockFeed {
    /**
     * What happens on the chain after the given blocks, for ever.
     *
     * @param known the last blocks applied, oldest first
     */
    Flux<BlockChange> follow(List<Block> known);

    /** The number of the chain's newest block. */
    Mono<Long> head();
}
