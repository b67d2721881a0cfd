import type { AccountEntry } from '../domain/account.ts';
import type { ActionView } from '../domain/action-effect.ts';
import type { ActionEntry } from '../domain/action-entry.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Change, LeadGroup } from '../domain/board.ts';
import type { Chart, TrendChart } from '../domain/chart.ts';
import type { Agreement, Indicator, Partnership } from '../domain/data-package.ts';
import type { Problem } from '../domain/errors.ts';
import type { KnownTarget } from '../domain/known.ts';
import type { AheadLight, Light } from '../domain/light.ts';
import type { IsoDate } from '../domain/moment.ts';
import type { PackTarget } from '../domain/pack-report.ts';
import type { Period } from '../domain/period.ts';
import type { Report, Run } from '../domain/report.ts';
import type { Role } from '../domain/role.ts';
import type { Sparkline } from '../domain/sparkline.ts';
import type { HandedLink } from '../services/accounts.ts';
import type { TargetRow } from '../services/board.ts';
import type { PublishedPack } from '../services/published.ts';
import type { OtherBasis } from '../services/targets.ts';
import type { AccountPage } from './account.ts';
import type { ActionsPage } from './actions.ts';
import type { AdminAccountPage, AdminPage } from './admin.ts';
import type { AuditPage } from './audit.ts';
import type { BoardPage } from './board.ts';
import type { BriefPage } from './brief.ts';
import type { ExportPage } from './exports.ts';
import type { FigureCheckPage, FigureForm } from './figure-form.ts';
import type { ForecastsPage } from './forecasts.ts';
import type { ForgottenPage } from './forgotten-password.ts';
import type { Context } from './format.ts';
import type { PermissionsPage } from './help.ts';
import type { KeptPage } from './kept-entries.ts';
import type { LinkPage } from './links.ts';
import type { MeetingPage } from './meeting.ts';
import type { MeetingsPage } from './meetings.ts';
import type { CheckPage, PackPage, PacksPage, SectionPage, VerifyPage } from './packs.ts';
import type { PartnershipPage, PartnershipsPage } from './partnerships.ts';
import type {
  PublishedListPage,
  PublishedPackPage,
  PublishedPartnershipPage,
  PublishedPartnershipsPage,
  PublishedTargetPage,
} from './published.ts';
import type { RemindersPage } from './reminders.ts';
import type { ReportPage } from './report.ts';
import type { DeskPage } from './return-desk.ts';
import type { ReturnPage, RowPage } from './return-page.ts';
import type { DifferencesPage } from './return-sheets.ts';
import type { RewardPage } from './reward.ts';
import type { CodesPage, FactorPage } from './second-factor.ts';
import type { CodePage, SignInPage } from './sign-in.ts';
import type { TargetPage } from './target-page.ts';
import type { ListPage } from './targets.ts';
import type { ChoosePage, TermsPage } from './terms.ts';

/** What every page is laid out with. */
export interface LayoutPage {
  readonly title: string;
  readonly section: Section | null;
  /** The page's own HTML. */
  readonly body: string;
  /** The record is the example: said on every page. */
  readonly example: { readonly today: string } | null;
  /** What the visitor may do; null where nobody is signed in. */
  readonly role: Role | null;
  /** The day up to which the page shows the record, for the foot; null where it shows none. */
  readonly knownOn: IsoDate | null;
  /** The page has a form or a chart, whose scripts it needs. */
  readonly scripts: readonly ('forms' | 'charts' | 'returns' | 'exports')[];
}

export type Section =
  | 'board'
  | 'targets'
  | 'partnerships'
  | 'returns'
  | 'reward'
  | 'account'
  | 'admin'
  | 'help'
  | 'published';

export interface ErrorPage {
  readonly heading: string;
  readonly sentences: readonly string[];
  /** A number to quote, under which the log tells what happened. */
  readonly reference: string | null;
  /** Whose ways on there are. */
  readonly signedIn: boolean;
}

export interface FieldPage {
  readonly name: string;
  readonly label: string;
  /** Empty for none. */
  readonly hint: string;
  readonly value: string;
  /** What is wrong with it; null where nothing is. */
  readonly problem: string | null;
}

export interface Option {
  readonly value: string;
  readonly text: string;
}

interface RowsPage {
  readonly rows: readonly TargetRow[];
  readonly caption: string;
  readonly context: Context;
}

/** Every template, and the type of its one local `page`. */
export interface Views {
  layout: LayoutPage;
  error: ErrorPage;
  'account/kept': KeptPage;
  'account/recovery-codes': CodesPage;
  'account/reminders': RemindersPage;
  'account/second-factor': FactorPage;
  'account/show': AccountPage;
  'actions/form': {
    readonly address: string;
    /** 0 for a new action. */
    readonly number: number;
    readonly seen: number;
    readonly entry: ActionEntry;
    readonly problems: readonly Problem[];
    readonly button: string;
    readonly quarters: readonly Period[];
    readonly unit: string;
  };
  'actions/list': ActionsPage;
  'admin/account': AdminAccountPage;
  'admin/account-fields': {
    readonly entry: AccountEntry;
    readonly partnerships: readonly Partnership[];
    readonly problems: readonly Problem[];
  };
  'admin/handed-link': HandedLink;
  'admin/show': AdminPage;
  'audit/list': AuditPage;
  'board/show': BoardPage;
  'exports/show': ExportPage;
  'exports/state': ExportPage;
  'figures/check': FigureCheckPage;
  'figures/form': FigureForm;
  'forecasts/show': ForecastsPage;
  'help/permissions': PermissionsPage;
  'help/show': null;
  'links/show': LinkPage;
  'meetings/brief': BriefPage;
  'meetings/list': MeetingsPage;
  'packs/list': PacksPage;
  'packs/show': PackPage;
  'packs/check': CheckPage;
  'packs/section': SectionPage;
  'packs/verify': VerifyPage;
  'published/about': PublishedPack;
  'published/list': PublishedListPage;
  'published/pack': PublishedPackPage;
  'published/partnership': PublishedPartnershipPage;
  'published/partnerships': PublishedPartnershipsPage;
  'published/target': PublishedTargetPage;
  'published/targets': {
    readonly id: number;
    readonly targets: readonly PackTarget[];
    readonly caption: string;
  };
  'meetings/show': MeetingPage;
  'notices/accessibility': null;
  'notices/privacy': null;
  'partials/changes': {
    readonly changes: readonly Change[];
    readonly period: Period;
    readonly caption: string;
    readonly context: Context;
  };
  'partials/chart': Chart;
  'partials/error-summary': { readonly problems: readonly Problem[] };
  'partials/heat-map': {
    readonly groups: readonly LeadGroup<TargetRow>[];
    readonly quarters: readonly Period[];
    readonly context: Context;
  };
  'partials/light': Light | AheadLight;
  'partials/radios-field': FieldPage & { readonly options: readonly Option[] };
  'partials/select-field': FieldPage & { readonly options: readonly Option[] };
  'partials/sparkline': Sparkline;
  'partials/target-rows': RowsPage;
  'partials/target-table': RowsPage & { readonly withLead: boolean };
  'partials/when': {
    readonly action: string;
    readonly quarters: readonly Period[];
    readonly context: Context;
    /** Empty where the page has no choice of agreement. */
    readonly agreements: readonly Agreement[];
    readonly chosen: Agreement | null;
    readonly button: string;
  };
  'partials/personal-field': FieldPage & {
    readonly type: 'text' | 'email' | 'password';
    readonly autocomplete: 'name' | 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off';
  };
  'partials/text-field': FieldPage & { readonly width: '3' | '10' | '20' | '30'; readonly lines: number };
  'partnerships/list': PartnershipsPage;
  'partnerships/show': PartnershipPage;
  'partials/file-links': {
    /** Of the pack that they are of. */
    readonly address: string;
    /** Which pack, where several stand together; else empty. */
    readonly name: string;
  };
  'partials/report': Pick<Report, 'blocks'>;
  'partials/runs': readonly Run[];
  'report/show': ReportPage;
  'reward/show': RewardPage;
  'returns/desk': DeskPage;
  'returns/differences': DifferencesPage;
  'returns/feedback': { readonly row: RowPage; readonly isTyping: boolean };
  'returns/row': {
    readonly row: RowPage;
    readonly options: {
      readonly quarters: readonly Period[];
      readonly mayAct: boolean;
      /** Reasons to send rows back, by their keys, while an officer checks; null for everybody else. */
      readonly remarks: ReadonlyMap<string, string> | null;
      readonly problems: readonly Problem[];
    };
  };
  'returns/show': ReturnPage;
  'sign-in/code': CodePage;
  'sign-in/forgotten': ForgottenPage;
  'sign-in/show': SignInPage;
  'targets/ahead': { readonly assessment: Assessment };
  'targets/certainty': {
    readonly assessment: Assessment;
    readonly process: TrendChart | null;
    readonly asAt: string | null;
  };
  'targets/doing': {
    readonly actions: readonly ActionView[];
    readonly period: Period;
    readonly measure: Indicator;
    /** Below both columns, not in one of them. */
    readonly isWide: boolean;
  };
  'targets/list': ListPage;
  'targets/rules': {
    readonly assessment: Assessment;
    readonly others: readonly OtherBasis[];
    readonly known: KnownTarget;
    readonly context: Context;
  };
  'targets/show': TargetPage;
  'terms/choose': ChoosePage;
  'terms/form': TermsPage;
}

export type ViewName = keyof Views;
