// LINE-1 with boardgame.io: node boardgame.cjs WORK.json
// WORK.json holds the ground, the tasks and how many to play; prints one line of JSON.
const fs = require('fs');
const { Client } = require('boardgame.io/dist/cjs/client.js');
const { CreateGameReducer } = require('boardgame.io/dist/cjs/internal.js');
const { InitializeGame } = require('boardgame.io/dist/cjs/internal.js');

const work = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { owner, cost, node, tasks, count, moves, room } = work;
const INVALID = 'INVALID_MOVE';

const game = {
  name: 'line-1',
  setup: () => {
    const there = cost.map(() => 0);
    node.forEach((n) => { there[n] += 1; });
    return { turn: 0, node: [...node], left: node.map(() => moves), fatigue: node.map(() => 0), there };
  },
  moves: {
    go: ({ G }, turn, actor, unit, dest) => {
      if (turn !== G.turn) { G.turn = turn; G.left = G.node.map(() => moves); }
      const here = G.node[unit];
      const much = cost[here][dest];
      if (owner[unit] !== actor || much === undefined || G.left[unit] <= 0 || G.there[dest] >= room) return INVALID;
      G.fatigue[unit] += much; G.there[here] -= 1; G.there[dest] += 1; G.node[unit] = dest; G.left[unit] -= 1;
    },
  },
};

const ms = (began) => Number(process.hrtime.bigint() - began) / 1e6;
const action = (t) => ({ type: 'MAKE_MOVE', payload: { type: 'go', args: [t[0], t[1], t[2], t[3]], playerID: '0' } });
const played = (reduce, state, upto) => {
  for (let i = 0; i < upto; i += 1) state = reduce(state, action(tasks[i]));
  return state;
};

const reduce = CreateGameReducer({ game });
const out = {};
let began = process.hrtime.bigint();
let state = played(reduce, InitializeGame({ game, numPlayers: 1 }), count);
out.reducer = ms(began);
out.node = state.G.node; out.fatigue = state.G.fatigue;

const client = Client({ game, numPlayers: 1, debug: false, playerID: '0' });
client.start();
began = process.hrtime.bigint();
for (let i = 0; i < count; i += 1) client.moves.go(...tasks[i]);
out.client = ms(began);

// Its log holds actions and no states: to see a moment, play the log up to it again.
out.seek = {};
for (const [name, upto] of Object.entries(work.seeks)) {
  began = process.hrtime.bigint();
  played(reduce, InitializeGame({ game, numPlayers: 1 }), upto);
  out.seek[name] = ms(began);
}
console.log(JSON.stringify(out));
