import type { Rule } from '../rule.ts';
import { noAwaitInLoop } from './async/noAwaitInLoop.ts';
import { noAwaitSync } from './async/noAwaitSync.ts';
import { noSequentialAwaits } from './async/noSequentialAwaits.ts';
import { noSyncInHandler } from './async/noSyncInHandler.ts';
import { preferSetImmediate } from './async/preferSetImmediate.ts';
import { hoistCollator } from './caching/hoistCollator.ts';
import { hoistCompiledSchema } from './caching/hoistCompiledSchema.ts';
import { hoistIntl } from './caching/hoistIntl.ts';
import { hoistInvariantCall } from './caching/hoistInvariantCall.ts';
import { hoistLookupTable } from './caching/hoistLookupTable.ts';
import { noFileReread } from './caching/noFileReread.ts';
import { noProcessEnvHot } from './caching/noProcessEnvHot.ts';
import { noRequireHot } from './caching/noRequireHot.ts';
import { tscSkipLibCheck } from './config/tscSkipLibCheck.ts';
import { tsTargetTooLow } from './config/tsTargetTooLow.ts';
import { bufferStringOps } from './cpu/bufferStringOps.ts';
import { decorateSortKey } from './cpu/decorateSortKey.ts';
import { dedupeWithSet } from './cpu/dedupeWithSet.ts';
import { forInOverObjectKeys } from './cpu/forInOverObjectKeys.ts';
import { fuseArrayPasses } from './cpu/fuseArrayPasses.ts';
import { groupOnce } from './cpu/groupOnce.ts';
import { indexFindInLoop } from './cpu/indexFindInLoop.ts';
import { mapForDynamicKeys } from './cpu/mapForDynamicKeys.ts';
import { noAccumulatingSpread } from './cpu/noAccumulatingSpread.ts';
import { noArgumentsSlice } from './cpu/noArgumentsSlice.ts';
import { noArrayFromLength } from './cpu/noArrayFromLength.ts';
import { noConcatInLoop } from './cpu/noConcatInLoop.ts';
import { noCopyForOne } from './cpu/noCopyForOne.ts';
import { noDeleteHot } from './cpu/noDeleteHot.ts';
import { noDoubleLookup } from './cpu/noDoubleLookup.ts';
import { noEntriesCounterLoop } from './cpu/noEntriesCounterLoop.ts';
import { noForInArray } from './cpu/noForInArray.ts';
import { noFrontMutationInLoop } from './cpu/noFrontMutationInLoop.ts';
import { noGeneratorHot } from './cpu/noGeneratorHot.ts';
import { noJsonCloneFlat } from './cpu/noJsonCloneFlat.ts';
import { noJsonCompare } from './cpu/noJsonCompare.ts';
import { noKeysMembership } from './cpu/noKeysMembership.ts';
import { noMapSpread } from './cpu/noMapSpread.ts';
import { noRecursiveSlice } from './cpu/noRecursiveSlice.ts';
import { noReflectiveHot } from './cpu/noReflectiveHot.ts';
import { noRereadWhileBuilding } from './cpu/noRereadWhileBuilding.ts';
import { noSortForExtreme } from './cpu/noSortForExtreme.ts';
import { noSortInLoop } from './cpu/noSortInLoop.ts';
import { noSpliceInLoop } from './cpu/noSpliceInLoop.ts';
import { noSplitForPart } from './cpu/noSplitForPart.ts';
import { noSpreadArgsLarge } from './cpu/noSpreadArgsLarge.ts';
import { noThrowControlFlow } from './cpu/noThrowControlFlow.ts';
import { noUnstableShape } from './cpu/noUnstableShape.ts';
import { numericHot } from './cpu/numericHot.ts';
import { preferDateNow } from './cpu/preferDateNow.ts';
import { preferFind } from './cpu/preferFind.ts';
import { preferFindLast } from './cpu/preferFindLast.ts';
import { preferSome } from './cpu/preferSome.ts';
import { preferStartsEndsWith } from './cpu/preferStartsEndsWith.ts';
import { setLookupInLoop } from './cpu/setLookupInLoop.ts';
import { singlePassReplace } from './cpu/singlePassReplace.ts';
import { typedArrayKernel } from './cpu/typedArrayKernel.ts';
import { urlParseCost } from './cpu/urlParseCost.ts';
import { batchInserts } from './database/batchInserts.ts';
import { filterInSql } from './database/filterInSql.ts';
import { noPrepareInLoop } from './database/noPrepareInLoop.ts';
import { noQueryInLoop } from './database/noQueryInLoop.ts';
import { sqlShape } from './database/sqlShape.ts';
import { domTextContent } from './dom/domTextContent.ts';
import { hoistDomQuery } from './dom/hoistDomQuery.ts';
import { noInnerhtmlAppend } from './dom/noInnerhtmlAppend.ts';
import { noLayoutThrash } from './dom/noLayoutThrash.ts';
import { asyncIterationHot } from './io/asyncIterationHot.ts';
import { fsDoubleSyscall } from './io/fsDoubleSyscall.ts';
import { noAppendInLoop } from './io/noAppendInLoop.ts';
import { noBufferConcatInLoop } from './memory/noBufferConcatInLoop.ts';
import { noClosurePerInstance } from './memory/noClosurePerInstance.ts';
import { noListenerLeak } from './memory/noListenerLeak.ts';
import { noSliceRetention } from './memory/noSliceRetention.ts';
import { noUnboundedCache } from './memory/noUnboundedCache.ts';
import { noUnboundedPromiseAll } from './memory/noUnboundedPromiseAll.ts';
import { noUnpipedStream } from './memory/noUnpipedStream.ts';
import { noWholeFileRead } from './memory/noWholeFileRead.ts';
import { noPrettyJsonWire } from './network/noPrettyJsonWire.ts';
import { reuseAgentClient } from './network/reuseAgentClient.ts';
import { reactContextValue } from './react/reactContextValue.ts';
import { reactDerivedStateEffect } from './react/reactDerivedStateEffect.ts';
import { reactIndexKey } from './react/reactIndexKey.ts';
import { reactLazyState } from './react/reactLazyState.ts';
import { reactMemoExpensive } from './react/reactMemoExpensive.ts';
import { reactMemoUnstableProp } from './react/reactMemoUnstableProp.ts';
import { reactUnstableComponent } from './react/reactUnstableComponent.ts';
import { hoistRegexpConstructor } from './regex/hoistRegexpConstructor.ts';
import { noSuperLinearBacktracking } from './regex/noSuperLinearBacktracking.ts';
import { noSuperLinearMove } from './regex/noSuperLinearMove.ts';
import { preferRegexpTest } from './regex/preferRegexpTest.ts';
import { largeLiteral } from './startup/largeLiteral.ts';
import { noBarrelImport } from './startup/noBarrelImport.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  asyncIterationHot,
  batchInserts,
  bufferStringOps,
  decorateSortKey,
  dedupeWithSet,
  domTextContent,
  filterInSql,
  forInOverObjectKeys,
  fsDoubleSyscall,
  fuseArrayPasses,
  groupOnce,
  hoistCollator,
  hoistCompiledSchema,
  hoistDomQuery,
  hoistIntl,
  hoistInvariantCall,
  hoistLookupTable,
  hoistRegexpConstructor,
  indexFindInLoop,
  largeLiteral,
  mapForDynamicKeys,
  noAccumulatingSpread,
  noAppendInLoop,
  noArgumentsSlice,
  noArrayFromLength,
  noAwaitInLoop,
  noAwaitSync,
  noBarrelImport,
  noBufferConcatInLoop,
  noClosurePerInstance,
  noConcatInLoop,
  noCopyForOne,
  noDeleteHot,
  noDoubleLookup,
  noEntriesCounterLoop,
  noFileReread,
  noForInArray,
  noFrontMutationInLoop,
  noGeneratorHot,
  noInnerhtmlAppend,
  noJsonCloneFlat,
  noJsonCompare,
  noKeysMembership,
  noLayoutThrash,
  noListenerLeak,
  noMapSpread,
  noPrepareInLoop,
  noPrettyJsonWire,
  noProcessEnvHot,
  noQueryInLoop,
  noRecursiveSlice,
  noReflectiveHot,
  noRequireHot,
  noRereadWhileBuilding,
  noSequentialAwaits,
  noSliceRetention,
  noSortForExtreme,
  noSortInLoop,
  noSpliceInLoop,
  noSplitForPart,
  noSpreadArgsLarge,
  noSuperLinearBacktracking,
  noSuperLinearMove,
  noSyncInHandler,
  noThrowControlFlow,
  noUnboundedCache,
  noUnboundedPromiseAll,
  noUnpipedStream,
  noUnstableShape,
  noWholeFileRead,
  numericHot,
  preferDateNow,
  preferFind,
  preferFindLast,
  preferRegexpTest,
  preferSetImmediate,
  preferSome,
  preferStartsEndsWith,
  reactContextValue,
  reactDerivedStateEffect,
  reactIndexKey,
  reactLazyState,
  reactMemoExpensive,
  reactMemoUnstableProp,
  reactUnstableComponent,
  reuseAgentClient,
  setLookupInLoop,
  singlePassReplace,
  sqlShape,
  tsTargetTooLow,
  tscSkipLibCheck,
  typedArrayKernel,
  urlParseCost,
];
